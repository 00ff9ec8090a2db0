package ratchet.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ratchet.model.ModelName;

/** How the page writes figures, times and names. */
public final class TextFormat {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private TextFormat() {}

  /** Four significant digits; whole numbers whole; a dash for what is no number. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return count((long) value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(FOUR_DIGITS).stripTrailingZeros();
    if (Math.abs(value) >= 10_000) {
      return count(rounded.longValue());
    }
    return Math.abs(value) < 1e-4
        ? String.format(Locale.ROOT, "%.2e", value)
        : minus(rounded.toPlainString());
  }

  /** With thin groups of three digits, as {@code 20 000}. */
  public static String count(long value) {
    return minus(String.format(Locale.ROOT, "%,d", value).replace(',', '\u202F'));
  }

  public static String percent(double share) {
    return Double.isFinite(share)
        ? number(new BigDecimal(100 * share).round(THREE_DIGITS).doubleValue()) + "\u202F%"
        : "–";
  }

  public static String interval(double lower, double upper) {
    return number(lower) + " … " + number(upper);
  }

  public static String time(Instant instant) {
    return MINUTE.format(instant) + " UTC";
  }

  public static String duration(Duration duration) {
    double seconds = Math.max(0, duration.toMillis() / 1e3);
    if (seconds < 90) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < 90 * 60) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    return seconds < 36 * 3600
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3600)
        : String.format(Locale.ROOT, "%.1f days", seconds / 86_400);
  }

  public static String name(ModelName model) {
    return switch (model) {
      case FILLNET -> "FillNet";
      case ALPHA -> "Alpha ranker";
      case RUGGUARD -> "RugGuard";
      case SURVIVAL -> "Survival";
    };
  }

  /** For markup: no sign, group or exponent that SVG would not read. */
  static String coordinate(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("no coordinate: " + value);
    }
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Part of an id: letters, digits and hyphens. */
  public static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "\u2212" + number.substring(1) : number;
  }
}
