package ratchet.gate;

/**
 * How a rule says its result in a reason: machine-readable words without spaces, in which {@code
 * {measured}} stands for what was found.
 *
 * @param refused e.g. {@code auc_10m_too_low({measured})}
 * @param passed e.g. {@code auc_10m={measured}}; empty when passing is nothing to speak of
 */
public record ReasonTemplate(String refused, String passed) {
  static final String MEASURED = "{measured}";
  private static final int LONGEST = 60;

  String of(boolean hasPassed, String measured) {
    return (hasPassed ? passed : refused).replace(MEASURED, word(measured));
  }

  /** A text from a file as one harmless word: it ends up in lines that scripts split at spaces. */
  private static String word(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_.+\\[\\]-]", "_");
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) : safe;
  }
}
