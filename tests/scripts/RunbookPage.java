import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.layout.Sources;

/** docs/runbook.md: its sections and the command lines in them. */
final class RunbookPage {
  private static final Path PAGE = Sources.root().resolve("docs/runbook.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```\n(.*?)```");
  private static final int MOST_COMMANDS = 3;

  private RunbookPage() {}

  static List<String> headings() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  static String section(String heading) throws IOException {
    return Files.readString(PAGE)
        .split("(?m)^## " + Pattern.quote(heading) + "$")[1]
        .split("(?m)^## ")[0];
  }

  /** What to run, as it stands there: three commands at most. */
  static List<String> lines(String heading) throws IOException {
    List<String> lines = new ArrayList<>();
    Matcher block = BLOCK.matcher(section(heading));
    while (block.find()) {
      lines.addAll(block.group(1).lines().toList());
    }
    assertThat(lines)
        .as(heading)
        .hasSizeBetween(1, MOST_COMMANDS)
        .allMatch(line -> line.startsWith("./jbangw "));
    return lines;
  }
}
