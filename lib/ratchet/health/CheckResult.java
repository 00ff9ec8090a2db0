package ratchet.health;

/**
 * What one check found.
 *
 * @param name of the check, stable, e.g. {@code rows_exec_outcomes}
 * @param measured a number where it is one
 * @param required what would have passed
 * @param detail the finding for a person
 * @param remedy what to do about it; empty when it passed
 */
public record CheckResult(
    String name,
    CheckStatus status,
    CheckValue measured,
    CheckValue required,
    String detail,
    String remedy) {
  public CheckResult {
    if ((status == CheckStatus.PASS) != remedy.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + status + " with remedy '" + remedy + "'");
    }
  }

  /** The same with more to say, first, in its detail. */
  CheckResult after(String more) {
    return new CheckResult(name, status, measured, required, more + "; " + detail, remedy);
  }

  static CheckResult pass(String name, CheckValue measured, CheckValue required, String detail) {
    return new CheckResult(name, CheckStatus.PASS, measured, required, detail, "");
  }

  static CheckResult warn(
      String name, CheckValue measured, CheckValue required, String detail, String remedy) {
    return new CheckResult(name, CheckStatus.WARN, measured, required, detail, remedy);
  }

  static CheckResult fail(
      String name, CheckValue measured, CheckValue required, String detail, String remedy) {
    return new CheckResult(name, CheckStatus.FAIL, measured, required, detail, remedy);
  }
}
