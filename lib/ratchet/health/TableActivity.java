package ratchet.health;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import ratchet.data.inspection.HourlyRows;

/**
 * When a table was written: rows per hour over the 90 days up to now.
 *
 * @param from start of the first hour, UTC
 * @param rowsPerHour {@link #HOURS} of them
 * @param earlier rows before these hours
 * @param later rows that lie ahead of the clock by more than the rest of its hour
 * @param withoutTime rows whose time cannot be read
 */
public record TableActivity(
    String table,
    Instant from,
    List<Long> rowsPerHour,
    long earlier,
    long later,
    long withoutTime) {
  /** 90 days: as far back as a trainer reads. */
  public static final int HOURS = 90 * 24;

  public TableActivity {
    rowsPerHour = List.copyOf(rowsPerHour);
  }

  static TableActivity of(HealthContext context, String table) {
    HourlyRows rows =
        HourlyRows.read(context.database(), table, HOURS, context.now().toEpochMilli());
    return new TableActivity(
        table,
        Instant.ofEpochMilli(rows.fromMs()),
        LongStream.of(rows.rows()).boxed().toList(),
        rows.earlier(),
        rows.later(),
        rows.withoutTime());
  }
}
