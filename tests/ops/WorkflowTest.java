import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.layout.Sources.root;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import ratchet.model.Json;

/**
 * What is there to be copied or pasted runs commands that exist, with options and variables that
 * exist.
 */
class WorkflowTest {
  private static final Path ROOT = root();
  private static final Pattern CALL = Pattern.compile("\\./jbangw ([a-z_]+)([^\\n`#>|(]*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: (.*)$");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");

  static Stream<String> calls() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("ops", "docs")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().matches(".*\\.(yml|md|service)")).forEach(texts::add);
      }
    }
    return texts.stream()
        .flatMap(file -> CALL.matcher(text(file)).results())
        .map(MatchResult::group)
        .filter(call -> !call.matches("\\./jbangw (help|version|console|jbang)\\b.*"))
        .distinct()
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void callsACommandThatExistsWithItsOptions(String call) throws Exception {
    Matcher words = CALL.matcher(call);
    assertThat(words.matches()).isTrue();
    CommandLine command = command(words.group(1));
    assertThat(command.getCommandSpec().optionsMap().keySet())
        .containsAll(OPTION.matcher(words.group(2)).results().map(MatchResult::group).toList());
  }

  @Test
  void theWeeklyWorkflowDoesTheWholeJob() throws IOException {
    String text = text(ROOT.resolve("ops/github/weekly-models.yml"));
    assertThat(CALL.matcher(text).results().map(call -> call.group(1))).containsExactly("retrain");
    assertThat(text).contains("--json", "--junit", "--metrics-file", "--out", "if: always()");
  }

  /** A tag can be moved to other code; a commit cannot. */
  @Test
  void actionsArePinnedByCommit() throws IOException {
    List<String> used = new ArrayList<>();
    for (String folder : List.of("ops/github", ".github")) {
      if (Files.isDirectory(ROOT.resolve(folder))) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
          files
              .filter(file -> file.toString().endsWith(".yml"))
              .forEach(
                  file -> USES.matcher(text(file)).results().forEach(m -> used.add(m.group(1))));
        }
      }
    }
    assertThat(used)
        .isNotEmpty()
        .allMatch(action -> action.matches("[\\w-]+/[\\w/-]+@[0-9a-f]{40} # v[0-9.]+"));
  }

  @Test
  void theWeeklyWorkflowSetsVariablesThatOptionsRead() throws Exception {
    String text = text(ROOT.resolve("ops/github/weekly-models.yml"));
    Set<String> set = new TreeSet<>();
    Pattern.compile("(?m)^ +([A-Z][A-Z_]+): ")
        .matcher(text)
        .results()
        .forEach(m -> set.add(m.group(1)));
    assertThat(set).isNotEmpty();
    set.remove("PROMOTE_METRICS_FILE"); // the workflow's own
    String help = command("retrain").getUsageMessage().replaceAll("\\s+", "");
    assertThat(set).allSatisfy(name -> assertThat(help).contains(name));
  }

  private static CommandLine command(String alias) throws ReflectiveOperationException {
    JsonNode known = Json.read(bytes(ROOT.resolve("jbang-catalog.json"))).get("aliases").get(alias);
    assertThat(known).as("an alias named " + alias).isNotNull();
    Matcher declared = CLASS.matcher(text(ROOT.resolve(known.get("script-ref").textValue())));
    assertThat(declared.find()).isTrue();
    var constructor = Class.forName(declared.group(1)).getDeclaredConstructor();
    constructor.setAccessible(true);
    return new CommandLine(constructor.newInstance());
  }

  private static String text(Path file) {
    return new String(bytes(file), UTF_8).replace("\\\n", " ");
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
