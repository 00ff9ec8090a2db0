package ratchet.data.log;

import java.util.List;
import ratchet.features.Inputs;

/**
 * A logged JSON context. It is parsed when it is first read, because most are never read. Not
 * thread-safe.
 */
public final class LoggedContext implements Inputs {
  /**
   * The member of {@code ctx} in {@code sizing_decisions.ctx_json} that holds the features; older
   * rows and imports have them in {@code ctx}.
   */
  public static final String CANDIDATE = "candidate";

  /**
   * SQL condition: whether a row of {@code sizing_decisions} has a context. One of its two writers
   * logs none, and both may write a row for one decision. A text that is not JSON counts as a
   * context, and is reported as malformed.
   */
  public static final String IS_SIZING_LOGGED =
      "CASE WHEN json_valid(ctx_json) THEN json_type(ctx_json, '$.ctx') = 'object'"
          + " ELSE trim(ctx_json) <> '' END";

  /**
   * SQL condition: whether {@code equity} and {@code notional} of a row are in SOL. The writer that
   * nests the candidate logs the wallet's amounts ({@code walletEquity}, {@code perNameMaxSol});
   * rows without a candidate are older or imported, and hold dollars.
   */
  static final String IS_SIZED_IN_SOL =
      "CASE WHEN json_valid(ctx_json) THEN json_type(ctx_json, '$.ctx."
          + CANDIDATE
          + "') IS 'object' ELSE 0 END";

  private static final List<String> NAMES =
      List.of(
          "lpSol",
          "buys60",
          "sells60",
          "uniques60",
          "spreadBps",
          "volatilityBps",
          "flowRatio",
          "congestionScore",
          "ageSec",
          "rugProb",
          "authorityActive",
          "mintRevoked",
          "freezeRevoked",
          "slippageBps");

  private final long ms;
  private String json;
  private JsonInputs inputs;
  private boolean isUsable;

  /**
   * @param json the document whose member {@code ctx} is the context, or holds it as {@code
   *     candidate}; may be null
   */
  LoggedContext(long ms, String json) {
    this.ms = ms;
    this.json = json;
  }

  /**
   * A context of {@code fill_preds} that was already parsed.
   *
   * @param values in the order of {@link ContextBatch#NAMES}
   */
  LoggedContext(long ms, boolean isUsable, double[] values) {
    this.ms = ms;
    this.isUsable = isUsable;
    inputs = new JsonInputs("ctx", ContextBatch.NAMES);
    inputs.setAll(values);
  }

  /** When it was logged, milliseconds since the epoch. */
  public long ms() {
    return ms;
  }

  /** Whether it could be parsed; if not, every number is NaN. */
  public boolean isUsable() {
    parse();
    return isUsable;
  }

  @Override
  public double get(String name) {
    parse();
    return isUsable ? inputs.get(name) : Double.NaN;
  }

  private void parse() {
    if (inputs == null) {
      inputs = new JsonInputs("ctx", CANDIDATE, NAMES);
      isUsable = inputs.read(json);
      json = null;
    }
  }
}
