package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A logged execution attempt, live or simulated. A number that was not logged is NaN; slippage and
 * time to land are, too, where the attempt was not filled.
 *
 * @param row rowid in {@code exec_outcomes}; 0 for a simulated attempt
 * @param key tells attempts of one moment apart; UTF-8
 * @param mint what it bought or sold, UTF-8; empty where none was logged
 * @param route its number; {@link RouteNumbers#NONE} where none was logged
 * @param filled 0 for an attempt that was not filled
 * @param slippageBps what it cost beyond the quote, basis points: positive is adverse, on a sell
 *     too
 * @param requestedBps slippage that was allowed
 * @param amountIn lamports that were paid; on a sell what left the wallet
 * @param place of two rows with one key and moment, the lower one counts; the one that was written
 *     first where they are equal
 */
public record Attempt(
    long ms,
    long row,
    byte[] key,
    byte[] mint,
    int route,
    double filled,
    double slippageBps,
    double timeToLandMs,
    double requestedBps,
    double amountIn,
    boolean isSell,
    double place) {
  /** How the key of a live attempt begins that names no order. */
  private static final byte[] UNNAMED = "exec:#".getBytes(StandardCharsets.UTF_8);

  /** Of attempts of one moment, which come as they were written; keys by code point. */
  static final Comparator<Attempt> BY_KEY =
      Comparator.comparing(Attempt::key, Arrays::compareUnsigned)
          .thenComparingDouble(Attempt::place);

  public boolean isFilled() {
    return isFilled(filled);
  }

  /**
   * @param logged NaN where the log does not say
   */
  public static boolean isFilled(double logged) {
    return logged != 0 && !Double.isNaN(logged);
  }

  /** Whether its key names it wherever it is logged, and is no number of a row in one file. */
  public boolean isNamed() {
    return row == 0
        || key.length <= UNNAMED.length
        || !Arrays.equals(key, 0, UNNAMED.length, UNNAMED, 0, UNNAMED.length);
  }

  public boolean isLoggedTwice(Attempt previous) {
    return previous != null && ms == previous.ms && Arrays.equals(key, previous.key);
  }
}
