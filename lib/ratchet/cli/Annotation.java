package ratchet.cli;

/**
 * A line that GitHub shows on the page of a workflow run, on stderr, e.g. {@code ::error
 * title=promote alpha::PROMOTE alpha=skipped reason=…%0Aalpha: refused…}.
 *
 * @param title a few words: the command and its subject
 * @param text may have several lines
 */
public record Annotation(Level level, String title, String text) {
  /** The level at which GitHub shows it. */
  public enum Level {
    NOTICE("notice"),
    WARNING("warning"),
    ERROR("error");

    private final String word;

    Level(String word) {
      this.word = word;
    }
  }

  /** Whether a GitHub workflow runs this process. */
  static boolean isWanted() {
    return "true".equals(System.getenv("GITHUB_ACTIONS"));
  }

  /** The workflow command; nothing in the text can end it or begin another. */
  public String line() {
    String property = escaped(title).replace(":", "%3A").replace(",", "%2C");
    return "::" + level.word + " title=" + property + "::" + escaped(text);
  }

  private static String escaped(String text) {
    String lines = text.replaceAll("\\R", "\n");
    return Console.plain(lines).replace("%", "%25").replace("\n", "%0A");
  }
}
