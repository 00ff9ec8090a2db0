package ratchet.gate;

/**
 * The reasons of a rule: machine-readable words without spaces, in which {@code {measured}} is
 * replaced by the measured value.
 *
 * @param refused reason of a refusal, e.g. {@code auc_10m_too_low({measured})}
 * @param passed reason of a pass, e.g. {@code auc_10m={measured}}; may be empty
 */
public record ReasonTemplate(String refused, String passed) {
  static final String MEASURED = "{measured}";
  private static final int LONGEST = 60;

  String of(boolean hasPassed, String measured) {
    return (hasPassed ? passed : refused).replace(MEASURED, word(measured));
  }

  /**
   * A text from a file as one word without special characters, because scripts split lines at
   * spaces.
   */
  private static String word(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_.+\\[\\]-]", "_");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
  }
}
