package ratchet.health;

import java.util.Optional;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * A check of the rows that one trainer reads. It fails where they cannot be read, and where there
 * is no decision to make a row of.
 */
abstract class TrainingSetCheck implements HealthCheck {
  private final String name;
  private final ModelName model;

  TrainingSetCheck(String name, ModelName model) {
    this.name = name;
    this.model = model;
  }

  @Override
  public final String name() {
    return name;
  }

  final ModelName model() {
    return model;
  }

  @Override
  public final CheckResult run(HealthContext context) {
    Optional<String> obstacle = context.obstacle(model);
    if (obstacle.isPresent()) {
      return CheckResult.fail(
          name, CheckValue.NOTHING, required(context), obstacle.get(), Remedies.NO_TABLE);
    }
    SetSummary set = context.summary(model);
    if (set.decisions() == 0) {
      return CheckResult.fail(
          name,
          CheckValue.of(0),
          required(context),
          "there is no decision to train " + model.id() + " from",
          Remedies.MORE_DATA);
    }
    return evaluate(context, set);
  }

  abstract CheckValue required(HealthContext context);

  /**
   * @param set of at least one decision, but perhaps of no row
   */
  abstract CheckResult evaluate(HealthContext context, SetSummary set);
}
