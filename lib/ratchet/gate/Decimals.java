package ratchet.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exact decimal arithmetic on numbers of files, and their text with few digits. */
final class Decimals {
  private static final int SHOWN_DECIMALS = 4;
  private static final double SMALLEST_SHOWN = 1e-9;

  private Decimals() {}

  /**
   * The decimal number of a file. With doubles, 0.25 − 0.23 is less than 0.02, so a candidate
   * exactly at a limit would be refused.
   */
  static BigDecimal exact(double finite) {
    return new BigDecimal(Double.toString(finite));
  }

  /**
   * At most four decimals, no trailing zeros, no exponent. A number that would be shown as 0 has
   * one significant digit, down to 1e-9, the precision to which scores are compared.
   */
  static String plain(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String few = plain(exact(value), SHOWN_DECIMALS);
    return few.equals("0") && Math.abs(value) >= SMALLEST_SHOWN
        ? exact(value).round(new MathContext(1)).toPlainString()
        : few;
  }

  /** As {@link #plain(double)}, with enough decimals to distinguish the value from its limit. */
  static String plain(double value, double limit) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String few = plain(value);
    return value != limit && few.equals(plain(limit))
        ? exact(value).stripTrailingZeros().toPlainString()
        : few;
  }

  private static String plain(BigDecimal value, int decimals) {
    BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
