package ratchet.data.sqlite;

import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;

/**
 * What a table holds, by its time column.
 *
 * @param timeColumn {@code ts}, {@code started_ts}, else {@code created_at}; empty where the table
 *     has none
 * @param rows all of them
 * @param inSeconds rows whose time is logged in seconds
 * @param inMilliseconds rows whose time is logged in milliseconds
 * @param withoutTime rows whose time is null or cannot be read
 * @param negative rows whose time lies before 1970
 * @param late rows written after others whose time lies later by more than was allowed: what they
 *     say was logged after the fact; not looked for in texts
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
  /** Of two files. */
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
