package ratchet.layout;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the launcher and the tests read from a script's text. */
final class Scripts {
  private static final Pattern CLASS = Pattern.compile("(?:public )?(?:final )?class (\\w+).*");

  private Scripts() {}

  /** The first class of the file, as {@code jbangw} finds it. */
  static String mainClass(Path script) {
    for (String line : Sources.lines(script)) {
      Matcher found = CLASS.matcher(line);
      if (found.matches()) {
        return found.group(1);
      }
    }
    throw new IllegalStateException(script + " has no class");
  }
}
