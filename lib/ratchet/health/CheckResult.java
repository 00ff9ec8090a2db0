package ratchet.health;

/**
 * The result of one check.
 *
 * @param name stable name of the check, e.g. {@code rows_exec_outcomes}
 * @param measured the measured value
 * @param required the value that passes
 * @param detail the finding as text for the operator
 * @param remedy what to do about it; empty exactly when the check passed
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

  /** A copy with this text in front of the detail. */
  CheckResult withDetailBefore(String more) {
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
