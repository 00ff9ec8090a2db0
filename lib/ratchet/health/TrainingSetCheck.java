package ratchet.health;

import java.util.Optional;
import java.util.function.Function;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * A check of the rows that one trainer reads. It fails when they cannot be read or when there are
 * no decisions.
 */
abstract class TrainingSetCheck extends HealthCheck {
  private final ModelName model;

  TrainingSetCheck(String name, ModelName model, Function<HealthThresholds, CheckValue> required) {
    super(name, required);
    this.model = model;
  }

  final ModelName model() {
    return model;
  }

  @Override
  final CheckResult run(HealthContext context) {
    Optional<String> obstacle = context.obstacle(model);
    if (obstacle.isPresent()) {
      return fail(context, CheckValue.NOTHING, obstacle.get(), Remedies.NO_TABLE);
    }
    SetSummary set = context.summary(model);
    if (set.decisions() == 0) {
      return fail(
          context,
          CheckValue.of(0),
          "there is no decision to train " + model.id() + " from",
          Remedies.MORE_DATA);
    }
    return evaluate(context, set);
  }

  /**
   * Runs the check.
   *
   * @param set has at least one decision, but may have no row
   */
  abstract CheckResult evaluate(HealthContext context, SetSummary set);
}
