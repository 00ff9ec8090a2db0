package ratchet.health;

import java.util.List;
import ratchet.data.sqlite.TableCounts;

/**
 * Whether the rows of a feature table were written at the time that they contain. A row that was
 * written after rows with later times was logged afterwards, perhaps even after the outcome, and
 * the join by time cannot detect this.
 */
final class TableLateCheck extends TableCheck {
  /** The tables that contain features. */
  static final List<String> TABLES =
      List.of("fill_preds", "scores", "rug_verdicts", "sizing_decisions");

  TableLateCheck(String table) {
    super("late", table, limits -> CheckValue.atMost(limits.lateShareWarnAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    double share = (double) counts.late() / counts.rows();
    CheckValue measured = CheckValue.of(share);
    String detail =
        counts.late()
            + " rows of "
            + table()
            + " were written after rows that are later by more than "
            + CheckValue.of(context.thresholds().lateSecondsAbove())
            + " s";
    return warnUnless(
        share <= context.thresholds().lateShareWarnAbove(),
        context,
        measured,
        detail,
        "make the service log what it knew at that time, not what it computed later; put imported"
            + " rows into a separate file");
  }
}
