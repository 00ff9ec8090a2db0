package ratchet.gate;

/**
 * A limit and the side on which a value must lie; the limit itself is on that side.
 *
 * @param limit finite
 */
public record Bound(Side side, double limit) {
  /** Which values are accepted. */
  public enum Side {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  public Bound {
    if (!Double.isFinite(limit)) {
      throw new IllegalArgumentException("a limit is finite, not " + limit);
    }
  }

  /** False for NaN and for infinity, whichever side. */
  boolean accepts(double value) {
    if (!Double.isFinite(value)) {
      return false;
    }
    return switch (side) {
      case AT_LEAST -> value >= limit;
      case AT_MOST -> value <= limit;
    };
  }

  @Override
  public String toString() {
    return side.sign() + " " + Decimals.plain(limit);
  }
}
