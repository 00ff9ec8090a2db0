package ratchet.health;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import ratchet.data.inspection.HourlyRows;

/**
 * Rows of a table per hour over the 90 days up to now.
 *
 * @param from start of the first hour, UTC
 * @param rowsPerHour one count per hour, {@link #HOURS} in all
 * @param earlier number of rows before these hours
 * @param later number of rows after the current hour, that is in the future
 * @param withoutTime number of rows whose time cannot be read
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
