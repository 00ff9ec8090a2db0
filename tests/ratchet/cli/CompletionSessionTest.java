package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.layout.Sources.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who presses Tab: a bash in a terminal that tmux draws and keeps. */
@Timeout(120)
class CompletionSessionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    Path script = root().resolve("lib/ratchet/cli/completion/ratchet.bash");
    Files.writeString(folder.resolve("rc"), "PS1='> '\nsource '" + script + "'\n");
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "100",
        "-y",
        "24",
        "env -i TERM=screen PATH=/usr/bin:/bin HOME="
            + folder
            + " /bin/bash --noprofile --rcfile "
            + folder.resolve("rc")
            + " -i");
    await(">");
  }

  @AfterEach
  void close() throws Exception {
    if (Files.exists(folder.resolve("socket"))) {
      tmux("kill-server");
    }
  }

  @Test
  void tabCompletesCommandsOptionsAndValues() throws Exception {
    type("./jbangw prom", "Tab");
    await("> ./jbangw promote");
    type("f", "Tab");
    await("> ./jbangw promote fillnet");
    type("--dry", "Tab");
    await("> ./jbangw promote fillnet --dry-run");
    clear();
    type("./jbangw serve --role alpha", "Tab");
    await("> ./jbangw serve --role alpha-ranker");
  }

  @Test
  void twoTabsShowTheChoice() throws Exception {
    type("./jbangw history --mod", "Tab");
    await("> ./jbangw history --model");
    type("", "Tab", "Tab");
    String screen = await("--models-dir");
    assertThat(screen).contains("--model ");
    clear();
    type("./jbangw completion ", "Tab", "Tab");
    assertThat(await("fish")).contains("bash", "zsh");
  }

  private void clear() throws Exception {
    tmux("send-keys", "C-u");
    tmux("send-keys", "C-l");
  }

  private void type(String text, String... keys) throws Exception {
    if (!text.isEmpty()) {
      tmux("send-keys", "-l", "--", text);
    }
    for (String key : keys) {
      tmux("send-keys", key);
    }
  }

  /** The screen once it shows the text. */
  private String await(String text) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    String screen = "";
    while (Instant.now().isBefore(end)) {
      screen = tmux("capture-pane", "-p");
      if (screen.contains(text)) {
        return screen;
      }
    }
    throw new AssertionError("no '" + text + "' on the screen:\n" + screen);
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/tmux", "-S", folder.resolve("socket").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("TMUX");
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + out).isZero();
    return out;
  }
}
