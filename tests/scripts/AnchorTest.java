import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.ModelName;

class AnchorTest {
  @TempDir private Path folder;
  private Path database;
  private final List<String> versions = new ArrayList<>();

  @BeforeEach
  void promoteTwoVersions() throws IOException {
    database = folder.resolve("empty.db");
    try (Database made = Database.openReadWrite(database)) {
      Schema.create(made);
    }
    for (double weight : new double[] {0.1, 0.2}) {
      byte[] content =
          GateCandidates.good(ModelName.SURVIVAL, Instant.now().minus(Duration.ofHours(1)))
              .size("sample_size", Math.round(900 + 10 * weight))
              .bytes();
      Files.createDirectories(folder.resolve("models"));
      Files.write(folder.resolve("models").resolve(ModelName.SURVIVAL.candidateFile()), content);
      versions.add(Digest.of(content));
      CommandRun run =
          CommandRun.of(
              new PromoteCommand(),
              "survival",
              "--db=" + database,
              "--models-dir=" + folder.resolve("models"),
              "--on-paper");
      assertThat(run.exit()).as(run.err()).isZero();
    }
  }

  @Test
  void theFirstVersionThatWasPromotedIsTheAnchor() throws IOException {
    JsonNode anchors = anchor("--json").json("anchor").get("anchors");
    assertThat(anchors).hasSize(1);
    assertThat(anchors.get(0).get("model").asText()).isEqualTo("survival");
    assertThat(anchors.get(0).get("sha256").asText()).isEqualTo(versions.get(0));
    assertThat(anchors.get(0).get("reason").asText()).isEqualTo("first_promoted");
    assertThat(Instant.parse(anchors.get(0).get("since").asText())).isBefore(Instant.now());
    assertThat(anchor().out())
        .contains("ANCHOR fillnet=none", "ANCHOR survival=" + versions.get(0).substring(0, 12));
  }

  @Test
  void setsAnotherOneOnceAndTheLedgerKeepsIt() throws IOException {
    String prefix = versions.get(1).substring(0, 10);
    CommandRun set = anchor("survival", "--set=" + prefix);
    assertThat(set.exit()).as(set.err()).isZero();
    assertThat(set.out()).contains("reason=set");
    assertThat(anchor("survival", "--set=" + prefix).exit()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("models/ledger.jsonl"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2))
        .contains(
            "\"event\":\"anchored\"",
            "\"from_sha256\":\"" + versions.get(0),
            "\"to_sha256\":\"" + versions.get(1),
            "anchor survival --set " + prefix);
    Files.deleteIfExists(folder.resolve("models/ledger.index.json"));
    assertThat(anchor("survival", "--json").json("anchor").at("/anchors/0/sha256").asText())
        .isEqualTo(versions.get(1));
  }

  @Test
  void refusesWhatWasNeverLive() throws IOException {
    CommandRun unknown = anchor("survival", "--set=abcdef0123");
    assertThat(unknown.exit()).isEqualTo(4);
    assertThat(unknown.err()).contains("a digest that begins with abcdef0123", "remedy: ");
    assertThat(anchor("--set=abcdef0123").exit()).isEqualTo(2);
    assertThat(anchor("gamma").exit()).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("models/ledger.jsonl"))).hasSize(2);
  }

  private CommandRun anchor(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--models-dir=" + folder.resolve("models")));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new AnchorCommand(), arguments.toArray(String[]::new));
  }
}
