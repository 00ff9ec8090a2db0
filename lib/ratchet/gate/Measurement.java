package ratchet.gate;

/** What a rule found. */
public sealed interface Measurement {
  /**
   * @param value may be NaN or infinite: that is what was found, and no rule accepts it
   */
  record Number(double value) implements Measurement {
    @Override
    public String toString() {
      return Decimals.plain(value);
    }
  }

  record Text(String value) implements Measurement {
    @Override
    public String toString() {
      return value;
    }
  }

  /** There was nothing to measure. */
  record Missing() implements Measurement {
    @Override
    public String toString() {
      return "missing";
    }
  }
}
