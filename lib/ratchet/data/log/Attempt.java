package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A logged execution attempt, live or simulated. A number that was not logged is NaN; slippage and
 * time to land are also NaN where the attempt was not filled.
 *
 * @param ms when it was logged, milliseconds since the epoch @param row rowid in {@code
 *     exec_outcomes}; 0 for a simulated attempt
 * @param key identifies the attempt among those of the same time; UTF-8
 * @param mint what it bought or sold, UTF-8; empty where none was logged
 * @param route number of its route; {@link RouteNumbers#NONE} where none was logged
 * @param filled 0 for an attempt that was not filled
 * @param slippageBps what it cost beyond the quote, basis points: positive is adverse, on a sell
 *     too
 * @param requestedBps slippage that was allowed, basis points
 * @param amountIn lamports that were paid; on a sell the amount that left the wallet
 * @param place of rows with the same key and time, the one with the lowest place counts; if these
 *     are equal, the one written first
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
  /** Beginning of the key of a live attempt without an order. */
  private static final byte[] UNNAMED = "exec:#".getBytes(StandardCharsets.UTF_8);

  /** Orders attempts of the same time, which arrive as written; keys by code point. */
  static final Comparator<Attempt> BY_KEY =
      Comparator.comparing(Attempt::key, Arrays::compareUnsigned)
          .thenComparingDouble(Attempt::place);

  /** Whether it was filled; false where that was not logged. */
  public boolean isFilled() {
    return isFilled(filled);
  }

  /**
   * Whether a logged value of {@code filled} means filled.
   *
   * @param logged NaN where nothing was logged
   */
  public static boolean isFilled(double logged) {
    return logged != 0 && !Double.isNaN(logged);
  }

  /** Whether its key is the same in every file, and not a row number of one file. */
  public boolean isNamed() {
    return row == 0
        || key.length <= UNNAMED.length
        || !Arrays.equals(key, 0, UNNAMED.length, UNNAMED, 0, UNNAMED.length);
  }

  /** Whether it has the time and key of the previous attempt, which may be null. */
  public boolean isLoggedTwice(Attempt previous) {
    return previous != null && ms == previous.ms && Arrays.equals(key, previous.key);
  }
}
