package ratchet.health;

import ratchet.data.inspection.Integrity;

/**
 * Whether the database file is intact. On a damaged file the run ends with an {@code
 * InputException} instead of results, because nothing that is read from it can be trusted.
 */
final class IntegrityCheck extends HealthCheck {
  private static final CheckValue OK = CheckValue.of("ok");

  IntegrityCheck() {
    super("file_integrity", limits -> OK);
  }

  @Override
  CheckResult run(HealthContext context) {
    Integrity.require(context.database());
    return pass(context, OK, "quick_check finds no fault in any page");
  }
}
