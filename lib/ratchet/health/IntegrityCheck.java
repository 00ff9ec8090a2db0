package ratchet.health;

import ratchet.data.inspection.Integrity;

/**
 * Whether the pages of the file hang together. A file that is damaged has no verdict: the run ends
 * with an input failure that says so, because nothing that was read from it could be believed.
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
