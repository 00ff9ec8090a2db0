import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.Digest;

/** A dump goes nowhere where something else is kept. */
class TrainDumpTest {
  @TempDir private Path folder;
  private Path database;

  @BeforeEach
  void fill() throws IOException {
    database = TrainerRun.empty(folder.resolve("bot.db"));
    Path history = Files.createDirectories(folder.resolve("models/history/fillnet"));
    Files.writeString(history.resolve("ab.json"), "former");
    for (String name : new String[] {"fillnet_v2.json", "rugguard.json", "ledger.jsonl"}) {
      Files.writeString(folder.resolve("models").resolve(name), name);
    }
    Files.writeString(folder.resolve("served.json"), "elsewhere");
    Files.createSymbolicLink(folder.resolve("models/alpha_ranker.json"), Path.of("../served.json"));
    Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("bot.db"));
    Files.createSymbolicLink(folder.resolve("candidate.csv"), Path.of("models/survival_v1.json"));
    Files.createSymbolicLink(folder.resolve("same"), Path.of("models"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bot.db",
        "bot.db-wal",
        "bot.db-shm",
        "bot.db-journal",
        "models/../bot.db",
        "missing/../bot.db",
        "missing/../same/fillnet.json",
        "link.csv",
        "served.json",
        "candidate.csv",
        "models/alpha_ranker.json",
        "models/fillnet.json",
        "models/fillnet.json.sig",
        "models/fillnet_v2.json",
        "models/rugguard.json",
        "models/survival_v1.json",
        "models/ledger.jsonl",
        "models/promote.lock",
        "models/history/fillnet/ab.json",
        "models/history/rows.csv",
        "same/fillnet_v2.json",
        "same/history/rows.csv"
      })
  void isRefusedBeforeAnythingIsWritten(String dump) throws IOException {
    Map<String, String> before = content();
    for (String more : new String[] {"--json", "--write-anyway"}) {
      TrainerRun refused = train(database, folder.resolve(dump), more);
      assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
      assertThat(refused.err())
          .contains("--dump " + folder.resolve(dump) + " would replace ", "remedy: give --dump");
    }
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void isRefusedBeforeTheDatabaseIsLookedFor() {
    TrainerRun refused =
        train(folder.resolve("none.db"), folder.resolve("models/fillnet.json"), "--json");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.json().get("error").asText()).contains("--dump", "models/fillnet.json");
    assertThat(refused.json().get("remedy").asText()).contains("rows.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows.csv", "rows.txt", "models/rows.csv", "same/rows.csv", "bot.db.csv"})
  void goesWhereNothingElseIsKept(String dump) throws IOException {
    Map<String, String> before = content();
    train(database, folder.resolve(dump), "--json").assertRefused("no_rows");
    assertThat(folder.resolve(dump)).content().startsWith("split,");
    Files.delete(folder.resolve(dump));
    assertThat(content()).containsAllEntriesOf(before);
  }

  private TrainerRun train(Path file, Path dump, String more) {
    return TrainerRun.run(
        new TrainFillNetCommand(),
        "--db=" + file,
        "--models-dir=" + folder.resolve("models"),
        "--dump=" + dump,
        more);
  }

  /** Every file below the folder, byte for byte; of a link, where it leads. */
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString();
        if (Files.isSymbolicLink(file)) {
          content.put(name, "-> " + Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          content.put(name, Digest.of(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }
}
