import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.layout.Sources;

/**
 * The README's lines, run as they stand. {@code ./jbangw demo} is run by {@link DemoTest}; the
 * block beside existing services is run by {@link BesideServicesTest}; {@code ./jbangw test} is
 * this.
 */
@Timeout(300)
class ReadmeTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path folder;

  /** What the demo leaves behind: a database, models, a version of FillNet that is live. */
  @BeforeAll
  static void asAfterADemo() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("models"));
    TrainerRun.seeded(folder.resolve("data/trenches.db"));
    LauncherStandIn.write(folder);
    String setUp =
        "./jbangw train_fillnet --quiet\n./jbangw promote fillnet --reload-url fillnet=\n";
    LauncherStandIn.Ended ended =
        LauncherStandIn.run(LauncherStandIn.shell(folder, setUp), folder.resolve("log"));
    assertThat(ended.exit()).as(ended.log()).isZero();
  }

  @Test
  void theLinesAfterTheDemoDoWhatTheySay() throws Exception {
    List<String> lines = block("so that you can continue by hand").lines().toList();
    assertThat(lines).hasSize(5).allMatch(line -> line.matches("\\./jbangw \\w+.* # .*"));
    String serve = lines.get(2);
    assertThat(serve).contains("serve --role executor");
    // the port of the line may be taken on this machine
    Path told = folder.resolve("serve");
    Process runtime =
        LauncherStandIn.shell(folder, "exec " + serve.replace("executor", "executor --port 0"))
            .redirectOutput(told.toFile())
            .start();
    try {
      String url = address(told, runtime) + "/control/reload-models";
      StringBuilder out = new StringBuilder();
      for (String line : List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(4))) {
        ProcessBuilder shell = LauncherStandIn.shell(folder, line);
        shell.environment().put("PROMOTE_FILLNET_RELOAD_URL", url);
        LauncherStandIn.Ended ended = LauncherStandIn.run(shell, folder.resolve("log"));
        assertThat(ended.exit()).as(line + "\n" + ended.log()).isZero();
        out.append(ended.log());
      }
      assertThat(out.toString())
          .containsSubsequence(
              "LIVE fillnet=",
              "wrote models/fillnet_v2.json sha256=",
              "PROMOTE fillnet=ok",
              "reload=ok(200) sha256=",
              "ROLLBACK fillnet=ok")
          .contains("next: ./jbangw ");
    } finally {
      runtime.destroy();
      runtime.waitFor();
    }
  }

  private static String address(Path told, Process runtime) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (runtime.isAlive() && Instant.now().isBefore(end)) {
      Matcher found = ADDRESS.matcher(Files.readString(told));
      if (found.find()) {
        return found.group();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no runtime: " + Files.readString(told));
  }

  private static String block(String after) throws IOException {
    Matcher block =
        Pattern.compile(Pattern.quote(after) + ".*?```\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Sources.root().resolve("README.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
