package ratchet.data.sqlite;

import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;

/**
 * The number of rows of a table, in total and by what its time column holds.
 *
 * @param timeColumn {@code ts}, {@code started_ts}, else {@code created_at}; empty where the table
 *     has none
 * @param rows all rows
 * @param inSeconds rows whose time is logged in seconds
 * @param inMilliseconds rows whose time is logged in milliseconds
 * @param withoutTime rows whose time is null or cannot be read
 * @param negative rows whose time lies before 1970
 * @param late rows written after a row whose time is later by more than the allowed delay; 0 for a
 *     time column of texts, where they are not counted
 * @param firstMs earliest moment, milliseconds since the epoch; empty without rows
 * @param lastMs latest moment, milliseconds since the epoch; empty without rows
 */
public record TableCounts(
    String table,
    String timeColumn,
    long rows,
    long inSeconds,
    long inMilliseconds,
    long withoutTime,
    long negative,
    long late,
    OptionalLong firstMs,
    OptionalLong lastMs) {
  /** The sum over two files. */
  TableCounts plus(TableCounts other) {
    return new TableCounts(
        table,
        timeColumn.equals(other.timeColumn) ? timeColumn : "",
        rows + other.rows,
        inSeconds + other.inSeconds,
        inMilliseconds + other.inMilliseconds,
        withoutTime + other.withoutTime,
        negative + other.negative,
        late + other.late,
        either(firstMs, other.firstMs, Math::min),
        either(lastMs, other.lastMs, Math::max));
  }

  private static OptionalLong either(
      OptionalLong one, OptionalLong other, LongBinaryOperator choice) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalLong.of(choice.applyAsLong(one.getAsLong(), other.getAsLong()));
  }
}
