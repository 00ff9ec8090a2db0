package ratchet.health;

import java.util.function.Function;

/** One check of the data. It reads the database and never changes it. */
abstract class HealthCheck {
  private final String name;
  private final Function<HealthThresholds, CheckValue> required;

  /**
   * @param name stable name in snake case, unique among the checks
   * @param required the value that passes, computed from the thresholds
   */
  HealthCheck(String name, Function<HealthThresholds, CheckValue> required) {
    this.name = name;
    this.required = required;
  }

  final String name() {
    return name;
  }

  /**
   * Runs the check on the snapshot. A missing or empty table gives a result, not an exception.
   *
   * @throws ratchet.model.InputException when the file cannot be read at all
   */
  abstract CheckResult run(HealthContext context);

  final CheckValue required(HealthContext context) {
    return required.apply(context.thresholds());
  }

  final CheckResult pass(HealthContext context, CheckValue measured, String detail) {
    return CheckResult.pass(name, measured, required(context), detail);
  }

  final CheckResult warn(HealthContext context, CheckValue measured, String detail, String remedy) {
    return CheckResult.warn(name, measured, required(context), detail, remedy);
  }

  final CheckResult warnUnless(
      boolean passed, HealthContext context, CheckValue measured, String detail, String remedy) {
    return passed ? pass(context, measured, detail) : warn(context, measured, detail, remedy);
  }

  final CheckResult fail(HealthContext context, CheckValue measured, String detail, String remedy) {
    return CheckResult.fail(name, measured, required(context), detail, remedy);
  }
}
