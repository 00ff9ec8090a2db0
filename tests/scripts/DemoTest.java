import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a process in an empty folder. */
@Timeout(600)
class DemoTest {
  private static final String NEXT = "next: ";

  @TempDir private Path folder;

  @Test
  void goesThroughTheWholeGuideAndEachStepThatItNamesRuns() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    Path work = Files.createDirectories(folder.resolve("work"));
    for (String other : List.of("home", "tmp", "logs")) {
      Files.createDirectory(folder.resolve(other));
    }
    LauncherStandIn.write(work);

    String log = run(work, "./jbangw demo");

    assertThat(log)
        .containsSubsequence(
            "data: seeded data/trenches.db with ",
            "check: ",
            " 0 failed",
            "train: fillnet ",
            "train: survival ",
            "before:",
            "fillnet_model_status{status=\"missing\"} 1",
            "alpha_model_status{status=\"missing\"} 1",
            "PROMOTE fillnet=ok ",
            " reload=ok(200) sha256=",
            "PROMOTE alpha=ok ",
            " reload=ok(200) sha256=",
            "PROMOTE rugguard=ok ",
            "PROMOTE survival=ok ",
            "after:",
            "fillnet_model_status{status=\"ok\"} 1",
            "{\"pFill\":",
            "alpha_model_status{status=\"ok\"} 1",
            "{\"scores\":{\"10m\":");
    assertThat(below(work))
        .contains("data/trenches.db", "models/fillnet.json", "models/ledger.jsonl")
        .allMatch(name -> name.matches("jbangw|(data|models)/.*"));
    assertThat(below(folder)).allMatch(name -> name.matches("(work|logs)/.*"));
    assertThat(processesIn(work.toRealPath())).isEmpty();
    List<String> steps = log.lines().filter(line -> line.startsWith(NEXT)).toList();
    assertThat(steps).hasSize(4);
    for (String step : steps) {
      follow(work, step.substring(NEXT.length()));
    }
  }

  private void follow(Path work, String step) throws Exception {
    if (step.contains(" serve ")) {
      serve(work, step);
      return;
    }
    String log = run(work, step);
    if (step.contains(" promote ")) {
      assertThat(log.lines().filter(line -> line.matches("PROMOTE \\w+=unchanged"))).hasSize(4);
    }
  }

  /** It stays until it is stopped; the port of the line may be taken on this machine. */
  private void serve(Path work, String step) throws Exception {
    String line = "exec " + step.replace("--role executor", "--role executor --port 0");
    Process runtime = shell(work, line).start();
    try (BufferedReader told = runtime.inputReader()) {
      String log = told.lines().takeWhile(own -> !own.startsWith(NEXT)).collect(joining("\n"));
      assertThat(log)
          .containsPattern("serving fillnet on http://127.0.0.1:\\d+ \\(fillnet ok \\w{12}\\)");
    } finally {
      runtime.destroy();
      runtime.waitFor();
    }
  }

  private String run(Path work, String line) throws Exception {
    LauncherStandIn.Ended ended =
        LauncherStandIn.run(shell(work, line), folder.resolve("logs/run"));
    assertThat(ended.exit()).as(line + "\n" + ended.log()).isZero();
    return ended.log();
  }

  /** What would go to the user's home or the machine's temporary files goes where it is seen. */
  private ProcessBuilder shell(Path work, String line) {
    ProcessBuilder shell = LauncherStandIn.shell(work, line);
    shell.environment().put("HOME", folder.resolve("home").toString());
    shell
        .environment()
        .put(
            "JDK_JAVA_OPTIONS",
            "-Djava.io.tmpdir=" + folder.resolve("tmp") + " -Duser.home=" + folder.resolve("home"));
    return shell;
  }

  private static List<String> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .toList();
    }
  }

  /** By their working folder, where the system tells it. */
  private static List<String> processesIn(Path work) throws IOException {
    List<String> found = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      try {
        if (Path.of("/proc/" + process.pid() + "/cwd").toRealPath().startsWith(work)) {
          found.add(process.info().commandLine().orElse("process " + process.pid()));
        }
      } catch (NoSuchFileException | AccessDeniedException e) {
        continue; // it has ended, is another user's, or this system does not tell
      }
    }
    return found;
  }
}
