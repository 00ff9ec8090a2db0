package ratchet.gate;

/** What a rule found. */
public sealed interface Measured {
  /**
   * @param value may be NaN or infinite: that is what was found, and no rule accepts it
   */
  record Number(double value) implements Measured {
    @Override
    public String toString() {
      return Numbers.plain(value);
    }
  }

  record Text(String value) implements Measured {
    @Override
    public String toString() {
      return value;
    }
  }

  /** There was nothing to measure. */
  record Missing() implements Measured {
    @Override
    public String toString() {
      return "missing";
    }
  }
}
