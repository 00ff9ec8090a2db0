package ratchet.data.log;

import java.util.List;
import ratchet.features.Inputs;

/**
 * A logged JSON context that is parsed when it is first asked for, because most are never asked.
 * Not thread-safe.
 */
public final class LoggedContext implements Inputs {
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

  /** When it was logged. */
  public long ms() {
    return ms;
  }

  /** Whether it could be parsed; one that could not has no numbers. */
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
      inputs = new JsonInputs("ctx", SizingContext.CANDIDATE, NAMES);
      isUsable = inputs.read(json);
      json = null;
    }
  }
}
