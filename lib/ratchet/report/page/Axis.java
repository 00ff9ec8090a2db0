package ratchet.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * An axis of a chart.
 *
 * @param from value at the beginning of the axis, below {@code to}
 * @param ticks between the ends, in ascending order
 */
public record Axis(double from, double to, List<Tick> ticks) {
  /** A value that is written beside the axis. */
  public record Tick(double at, String label) {}

  private static final MathContext TWELVE_DIGITS = new MathContext(12);
  private static final int MOST_TICKS = 8;

  private static final List<Duration> TIME_STEPS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(3),
          Duration.ofDays(7),
          Duration.ofDays(14),
          Duration.ofDays(28),
          Duration.ofDays(91),
          Duration.ofDays(365));

  public Axis {
    if (!(from < to) || Double.isInfinite(to - from)) {
      throw new IllegalArgumentException("an axis from " + from + " to " + to);
    }
    ticks = List.copyOf(ticks);
  }

  /** The position of a value between the two ends, as a share of the axis. */
  public double share(double value) {
    return (value - from) / (to - from);
  }

  /** Numbers at round steps; an axis without length gets some around its value. */
  public static Axis numbers(double from, double to) {
    return of(from, to, TextFormat::number);
  }

  /** Shares as percentages. */
  public static Axis shares(double from, double to) {
    return of(from, to, TextFormat::percent);
  }

  /** From 0 to a round number at or above the largest value. */
  public static Axis counts(double largest) {
    double to = Math.max(1, largest);
    double step = roundStep(to / 4);
    return of(0, Math.ceil(to / step - 1e-9) * step, TextFormat::number);
  }

  private static Axis of(double from, double to, DoubleFunction<String> label) {
    double low = from;
    double high = to;
    if (!(high - low > Math.abs(low) * 1e-12)) {
      double around = low == 0 ? 1 : Math.abs(low) / 2;
      low -= around;
      high += around;
    }
    double step = roundStep((high - low) / 5);
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      double at = Math.min(high, Math.max(low, i * step));
      // a product like 3 x 0.1 is not 0.3: the label is of the round number
      ticks.add(new Tick(at, label.apply(rounded(i * step))));
    }
    return new Axis(low, high, ticks);
  }

  private static double rounded(double value) {
    return BigDecimal.valueOf(value).round(TWELVE_DIGITS).doubleValue();
  }

  /** 1, 2 or 5 times a power of ten, at or above. */
  private static double roundStep(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** Moments in milliseconds since the epoch, at round times of UTC. */
  public static Axis times(long fromMs, long toMs) {
    long from = fromMs;
    long to = Math.max(toMs, fromMs + 1000);
    Duration step =
        TIME_STEPS.stream()
            .filter(own -> (to - from) / own.toMillis() < MOST_TICKS)
            .findFirst()
            .orElse(Duration.ofMillis((to - from) / MOST_TICKS + 1));
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(pattern(step), Locale.ROOT).withZone(ZoneOffset.UTC);
    List<Tick> ticks = new ArrayList<>();
    long length = step.toMillis();
    for (long at = Math.floorDiv(from + length - 1, length) * length; at <= to; at += length) {
      ticks.add(new Tick(at, format.format(Instant.ofEpochMilli(at))));
    }
    return new Axis(from, to, ticks);
  }

  private static String pattern(Duration step) {
    if (step.compareTo(Duration.ofMinutes(1)) < 0) {
      return "HH:mm:ss";
    }
    return step.compareTo(Duration.ofDays(1)) < 0 ? "HH:mm" : "MM-dd";
  }
}
