package ratchet.data.log;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Timestamps;

/**
 * Counts and ranges of the outcomes of one source of {@code sim_exec_outcomes}; the tallies of
 * several files can be added.
 *
 * @param rows all rows
 * @param asAsked filled rows whose slippage equals the request
 */
public record SourceTally(
    long rows, Outcome filled, Outcome slippage, Outcome landing, long asAsked)
    implements Serializable {
  /** Sources that never measure. */
  static final List<String> SHADOWS = List.of("shadow", "shadow_replay");

  private static final long LEAST_ROWS = 100;
  private static final double EQUAL_SHARE = 0.95;
  private static final String SQL =
      "SELECT ts, source, filled, slippage_bps_real, slippage_bps_req, time_to_land_ms"
          + " FROM sim_exec_outcomes";

  /**
   * The number and range of one outcome's values.
   *
   * @param least smallest value; positive infinity without values
   * @param most largest value; negative infinity without values
   */
  public record Outcome(long count, double least, double most) implements Serializable {
    Outcome plus(Outcome other) {
      return new Outcome(
          count + other.count, Math.min(least, other.least), Math.max(most, other.most));
    }

    boolean isConstant() {
      return count > 1 && least == most;
    }
  }

  /** Counts values; NaN is not counted. */
  private static final class Counter {
    private long count;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    private void add(double value) {
      if (!Double.isNaN(value)) {
        count++;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }

    private Outcome outcome() {
      return new Outcome(count, least, most);
    }
  }

  /** Counts the rows of one source. */
  private static final class Counters {
    private final byte[] source;
    private final boolean isShadow;
    private final Counter filled = new Counter();
    private final Counter slippage = new Counter();
    private final Counter landing = new Counter();
    private long rows;
    private long asAsked;

    private Counters(byte[] source) {
      this.source = source;
      isShadow = SHADOWS.contains(new String(source, StandardCharsets.UTF_8));
    }

    private void add(Cursor row) {
      rows++;
      double logged = row.number(3);
      filled.add(Double.isNaN(logged) ? logged : logged == 0 ? 0 : 1);
      if (Attempt.isFilled(logged)) {
        double bps = row.number(4);
        slippage.add(bps);
        asAsked += bps == row.number(5) ? 1 : 0;
        landing.add(row.number(6));
      }
    }

    private SourceTally tally() {
      return new SourceTally(
          rows, filled.outcome(), slippage.outcome(), landing.outcome(), asAsked);
    }
  }

  /**
   * Tallies the rows of one file up to a time, by source; sources that never measure are left out.
   */
  public static Map<String, SourceTally> of(Database file, long untilMs) {
    List<Counters> met = new ArrayList<>();
    Map<ByteBuffer, Counters> bySource = new HashMap<>();
    Counters last = null;
    try (Cursor rows = Cursor.open(file, SQL)) {
      for (; rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        if (!Double.isNaN(logged) && Timestamps.toMilliseconds(logged) <= untilMs) {
          byte[] source = rows.utf8(2);
          last = counters(source == null ? new byte[0] : source, last, bySource, met);
          if (!last.isShadow) {
            last.add(rows);
          }
        }
      }
    }
    Map<String, SourceTally> tallies = new TreeMap<>();
    met.stream()
        .filter(counters -> !counters.isShadow)
        .forEach(
            counters ->
                tallies.put(new String(counters.source, StandardCharsets.UTF_8), counters.tally()));
    return tallies;
  }

  private static Counters counters(
      byte[] source, Counters last, Map<ByteBuffer, Counters> bySource, List<Counters> met) {
    if (last != null && Arrays.equals(last.source, source)) {
      return last;
    }
    return bySource.computeIfAbsent(
        ByteBuffer.wrap(source),
        key -> {
          Counters added = new Counters(source);
          met.add(added);
          return added;
        });
  }

  static ByteBuffer key(String source) {
    return ByteBuffer.wrap(source.getBytes(StandardCharsets.UTF_8));
  }

  /** The sum over two files. */
  public SourceTally plus(SourceTally other) {
    return new SourceTally(
        rows + other.rows,
        filled.plus(other.filled),
        slippage.plus(other.slippage),
        landing.plus(other.landing),
        asAsked + other.asAsked);
  }

  /** Whether the source repeats the request, or has the same outcome in every row. */
  boolean isEcho() {
    boolean isConstant = filled.isConstant() || slippage.isConstant() || landing.isConstant();
    boolean equals = asAsked >= EQUAL_SHARE * slippage.count() && slippage.count() > 1;
    return rows >= LEAST_ROWS && (isConstant || equals);
  }
}
