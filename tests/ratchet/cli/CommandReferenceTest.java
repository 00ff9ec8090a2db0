package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.layout.Sources.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import ratchet.cli.completion.Shell;

/** {@code RATCHET_UPDATE=1 ./jbangw test CommandReferenceTest} writes the files anew. */
class CommandReferenceTest {
  private static final Path ROOT = root();

  @Test
  void pagesManualsAndCompletionAreThoseOfTheCommands() throws Exception {
    Map<String, String> expected = new CommandReference(ROOT).files();
    List<String> outOfDate = new ArrayList<>();
    for (var file : expected.entrySet()) {
      Path path = ROOT.resolve(file.getKey());
      if ("1".equals(System.getenv("RATCHET_UPDATE"))) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
        outOfDate.add(file.getKey());
      }
    }
    try (var manuals = Files.list(ROOT.resolve("docs/man"))) {
      manuals
          .map(path -> "docs/man/" + path.getFileName())
          .filter(name -> !expected.containsKey(name))
          .forEach(outOfDate::add);
    }
    assertThat(outOfDate)
        .as("write them with: RATCHET_UPDATE=1 ./jbangw test CommandReferenceTest")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--db", "--skip-unreadable", "--models-dir", "--alias", "--reload-url"})
  void aStepNamedNextIsGivenNoOptionThatItsCommandLacks(String option) throws Exception {
    Map<String, CommandLine> commands = new CommandReference(ROOT).commands();
    assertThat(commands.keySet().stream().filter(alias -> Invocation.takes(alias, option)))
        .isNotEmpty()
        .allSatisfy(
            alias ->
                assertThat(commands.get(alias).getCommandSpec().findOption(option)).isNotNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "./jbangw prom            | promote",
        "jbangw history --mod     | --model --models-dir",
        "/x/jbangw history --model f | fillnet",
        "promote ful              | ''",
        "promote f                | fillnet",
        "ratchet help roll        | rollback",
        "rollback rug             | rugguard",
        "serve --role exec        | executor"
      })
  void bashCompletes(String line, String answer) throws Exception {
    assertThat(completed("bash", line)).isEqualTo(answer);
  }

  @Test
  void everyShellReadsItsScript(@TempDir Path folder) throws Exception {
    for (Shell shell : Shell.values()) {
      String name = shell.toString();
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", name)), name + " is not installed");
      Path script = Files.writeString(folder.resolve(name), shell.script());
      assertThat(run(name, "-n", script.toString())).isEmpty();
    }
  }

  private static String completed(String shell, String line) throws Exception {
    String[] words = line.split(" ");
    StringBuilder set =
        new StringBuilder("source lib/ratchet/cli/completion/ratchet.bash; COMP_WORDS=(");
    for (String word : words) {
      set.append('\'').append(word).append("' ");
    }
    set.append("); COMP_CWORD=").append(words.length - 1);
    set.append("; _ratchet; echo \"${COMPREPLY[*]}\"");
    return run(shell, "-c", set.toString()).strip();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return out;
  }
}
