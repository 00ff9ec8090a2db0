package ratchet.health;

import ratchet.data.inspection.Integrity;

/**
 * Whether the pages of the file hang together. A file that is damaged has no verdict: the run ends
 * with an input failure that says so, because nothing that was read from it could be believed.
 */
final class IntegrityCheck implements HealthCheck {
  private static final CheckValue OK = CheckValue.of("ok");

  @Override
  public String name() {
    return "file_integrity";
  }

  @Override
  public CheckResult run(HealthContext context) {
    Integrity.require(context.database());
    return CheckResult.pass(name(), OK, OK, "quick_check finds no fault in any page");
  }
}
