package ratchet.health;

import java.util.List;
import ratchet.data.sqlite.TableCounts;

/**
 * Whether the rows of a table that features come from were written when they say: one that was
 * written after later ones was logged after the fact, perhaps after the outcome too, and the join
 * by time cannot tell.
 */
final class TableLateCheck extends TableCheck {
  /** Where features come from. */
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
        "see that the service logs what it knew at that moment, and not what it computed"
            + " later; rows of an import belong in a file of their own");
  }
}
