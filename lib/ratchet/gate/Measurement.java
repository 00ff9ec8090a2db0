package ratchet.gate;

/** The measured value of a check. */
public sealed interface Measurement {
  /**
   * @param value may be NaN or infinite, which no rule accepts
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
