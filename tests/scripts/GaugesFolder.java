import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.gate.GateCandidates;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;

/** A candidate of Alpha, and the file of gauges that runs of it leave. */
abstract class GaugesFolder {
  @TempDir Path folder;
  @TempDir Path logs;
  Path gauges;
  Path database;

  @BeforeEach
  void aCandidate() throws IOException {
    gauges = folder.resolve("promote.prom");
    database = logs.resolve("empty.db");
    candidate(GateCandidates.good(ModelName.ALPHA, Instant.now().minus(Duration.ofHours(1))));
    try (Database made = Database.openReadWrite(logs.resolve("empty.db"))) {
      Schema.create(made);
    }
  }

  void candidate(GateCandidates content) throws IOException {
    Files.write(folder.resolve(ModelName.ALPHA.candidateFile()), content.bytes());
  }

  List<String> arguments(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "alpha",
                "--models-dir",
                folder.toString(),
                "--db",
                database.toString(),
                "--on-paper",
                "--no-built-in-hooks",
                "--reload-url",
                "alpha=",
                "--metrics-file",
                gauges.toString()));
    all.addAll(List.of(more));
    return all;
  }

  int promote(String... more) {
    return CommandRun.of(new PromoteCommand(), arguments(more).toArray(String[]::new)).exit();
  }

  String outcome() throws IOException {
    List<String> set =
        Files.readAllLines(gauges).stream()
            .filter(line -> line.startsWith("promote_last_run_outcome{") && line.endsWith(" 1"))
            .toList();
    assertThat(set).hasSize(1);
    return set.get(0).replaceAll(".*outcome=\"|\"} 1$", "");
  }

  long value(String name) throws IOException {
    return Files.readAllLines(gauges).stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  long success() throws IOException {
    return value("promote_last_success_timestamp_seconds");
  }

  String line(String start) throws IOException {
    List<String> found =
        Files.readAllLines(gauges).stream().filter(line -> line.startsWith(start + " ")).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  Process start(String main, String... more) throws IOException {
    return process(main, arguments(more)).start();
  }

  ProcessBuilder process(String main, List<String> arguments) {
    return new ProcessBuilder(JavaProcess.command(main, arguments))
        .redirectOutput(logs.resolve("out").toFile())
        .redirectError(logs.resolve("err").toFile());
  }
}
