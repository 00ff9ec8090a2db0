package ratchet.health;

import java.util.Arrays;
import ratchet.data.TrainingSet;
import ratchet.evaluate.RankMetrics;
import ratchet.model.ModelName;

/** Whether one feature alone tells the label: then it was logged with the outcome in hand. */
final class LeakCheck extends LabelCheck {
  LeakCheck(ModelName model, String label) {
    super("leak", model, label);
  }

  @Override
  Figure required(HealthContext context) {
    return Figure.of("at most " + context.thresholds().singleFeatureAucFailAbove());
  }

  @Override
  CheckResult judge(HealthContext context, TrainingSet set) {
    double[] label = set.label(label());
    int[] rows = Arrays.stream(allRows(set)).filter(row -> !Double.isNaN(label[row])).toArray();
    double[] labels = pick(label, rows);
    double best = Double.NaN;
    String feature = "";
    for (int j = 0; j < set.featureNames().size(); j++) {
      double auc = RankMetrics.auc(pick(set.features()[j], rows), labels).orElse(Double.NaN);
      double either = Math.max(auc, 1 - auc);
      if (!(either <= best)) {
        best = either;
        feature = set.featureNames().get(j);
      }
    }
    if (Double.isNaN(best)) {
      return CheckResult.fail(
          name(),
          Figure.of("one class"),
          required(context),
          "nothing can be told of rows of one class",
          remedy());
    }
    String detail = feature + " alone orders the label with an AUC of " + Figure.of(best);
    return best <= context.thresholds().singleFeatureAucFailAbove()
        ? CheckResult.pass(name(), Figure.of(best), required(context), detail)
        : CheckResult.fail(
            name(),
            Figure.of(best),
            required(context),
            detail,
            "see that the service logs " + feature + " before the outcome, and not from it");
  }

  private static double[] pick(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }
}
