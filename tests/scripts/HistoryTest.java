import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.Json;
import ratchet.store.ModelPaths;

class HistoryTest {
  @TempDir Path folder;

  private CommandRun history(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--models-dir", folder.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(new HistoryCommand(), all.toArray(String[]::new));
  }

  @Test
  void hasNoEventsInAnEmptyFolderAndLeavesItEmpty() throws IOException {
    CommandRun run = history();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("no events\n");
    assertThat(history("--json", "--verify").json("history").get("events")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void showsEventsNewestLastAndWhatIsLive() {
    promote(ModelPaths.of(folder), 1, 2);
    CommandRun run = history();
    assertThat(run.exit()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("AT").contains("MODEL", "EVENT", "FROM", "TO");
    assertThat(lines.get(2))
        .contains("promoted", sha256(1).substring(0, 12), sha256(2).substring(0, 12));
    assertThat(lines.get(3))
        .isEqualTo(
            "LIVE fillnet="
                + sha256(2).substring(0, 12)
                + " since=2026-03-01T12:00:00Z"
                + " created=2026-03-01T12:00:02Z");
  }

  @Test
  void tellsWhenAVersionWasTrainedAndWhoOrWhatAskedForIt() throws IOException {
    promote(ModelPaths.of(folder), 1);
    Path ledger = folder.resolve("ledger.jsonl");
    String line = Files.readString(ledger);
    assertThat(history().out()).contains("CREATED", "2026-03-01T12:00:01Z", "u@h ");
    Files.writeString(
        ledger,
        line.replace("\"created\":null", "\"created\":\"2026-02-28T01:00:00Z\"")
            .replace("\"session\":null", "\"session\":\"cron\""));
    assertThat(history().out()).contains("2026-02-28T01:00:00Z", "u@h (cron)");
    Files.writeString(ledger, line.replaceFirst("\"created\":null,\"session\":null,", ""));
    assertThat(history().out()).contains("2026-03-01T12:00:01Z", "u@h ");
  }

  @Test
  void putsTheGatesIntoWordsWhenAskedFor() throws IOException {
    promote(ModelPaths.of(folder), 1);
    Path ledger = folder.resolve("ledger.jsonl");
    String gates =
        "[{\"name\":\"f1\",\"measured\":null,\"relation\":\">=\",\"required\":0.4,\"passed\":true},"
            + "{\"name\":\"auc\",\"measured\":0.6,\"relation\":\">=\",\"required\":0.65,"
            + "\"passed\":false}]";
    Files.writeString(
        ledger, Files.readString(ledger).replace("\"gates\":null", "\"gates\":" + gates));
    assertThat(history().out()).doesNotContain("auc");
    assertThat(history("--verbose").out())
        .contains(
            "    refused     auc is 0.6; at least 0.65 is required (0.05 short)\n"
                + "                f1: not judged\n");
  }

  @Test
  void givesEventsAsTheLedgerHasThem() throws IOException {
    promote(ModelPaths.of(folder), 1, 2);
    JsonNode document = history("--json").json("history");
    List<String> ledger = Files.readAllLines(folder.resolve("ledger.jsonl"));
    assertThat(document.get("events")).hasSize(2);
    assertThat(document.get("events").get(1).toString()).isEqualTo(ledger.get(1));
    assertThat(document.get("live").get(0).get("sha256").textValue()).isEqualTo(sha256(2));
  }

  @Test
  void answersWhatWasLiveThen() {
    promote(ModelPaths.of(folder), 1);
    assertThat(history("--at", "2026-03-01", "--json").json("history").get("live")).isEmpty();
    assertThat(history("--at", "2026-03-01").out())
        .isEqualToNormalizingNewlines("nothing was live at 2026-03-01T00:00:00Z\n");
    JsonNode then = history("--at", "2026-03-01T13:00:00+01:00", "--json").json("history");
    assertThat(then.get("live").get(0).get("sha256").textValue()).isEqualTo(sha256(1));
    assertThat(then.get("events")).hasSize(1);
  }

  @Test
  void narrowsByModelAndTime() {
    promote(ModelPaths.of(folder), 1, 2);
    assertThat(history("--model", "alpha", "--json").json("history").get("events")).isEmpty();
    assertThat(history("--since", "2026-03-02", "--json").json("history").get("events")).isEmpty();
    assertThat(history("--since", "2026-03-01", "--json").json("history").get("events")).hasSize(2);
  }

  @Test
  void findsALineThatWasChanged() throws IOException {
    promote(ModelPaths.of(folder), 1, 2, 3);
    CommandRun intact = history("--verify");
    assertThat(intact.exit()).isZero();
    assertThat(intact.out())
        .contains("the ledger is unchanged: every line has the digest of the line before it");
    Path ledger = folder.resolve("ledger.jsonl");
    Files.writeString(ledger, Files.readString(ledger).replaceFirst("because", "no reason"));
    CommandRun broken = history("--verify");
    assertThat(broken.exit()).isEqualTo(3);
    assertThat(broken.out()).contains("ledger.jsonl line 2 ");
    JsonNode document = history("--verify", "--json").json("history");
    assertThat(document.get("verified").booleanValue()).isFalse();
    assertThat(document.get("line").intValue()).isEqualTo(2);
  }

  @Test
  void verifiesNoLedgerThatIsLostOrCut() throws IOException {
    promote(ModelPaths.of(folder), 1, 2);
    Path ledger = folder.resolve("ledger.jsonl");
    String all = Files.readString(ledger);
    Files.writeString(ledger, all.lines().findFirst().orElseThrow() + "\n");
    CommandRun cut = history("--verify");
    assertThat(cut.exit()).isEqualTo(3);
    assertThat(cut.out())
        .contains("lines of the ledger were removed, or somebody else wrote the alias");
    Files.delete(ledger);
    CommandRun lost = history("--verify", "--json");
    assertThat(lost.exit()).isEqualTo(3);
    assertThat(lost.json("history").get("why").textValue()).contains("is missing or empty");
    Files.writeString(ledger, all);
    assertThat(history("--verify").exit()).isZero();
  }

  @Test
  void saysWhatIsReallyLiveAndLetsNoTextForgeALine() throws IOException {
    promote(ModelPaths.of(folder), 1);
    Path ledger = folder.resolve("ledger.jsonl");
    Files.writeString(
        ledger,
        Files.readString(ledger).replace("\"because\"", "\"x\\u001b[2J\\nPROMOTE fillnet=ok\""));
    Files.writeString(folder.resolve("fillnet.json"), "{}");
    CommandRun run = history();
    assertThat(run.out())
        .doesNotContain("\u001b")
        .contains("LIVE fillnet=44136fa355b3 since=unknown ledger_says=")
        .contains("COMMAND");
    assertThat(run.out().lines()).noneMatch(line -> line.startsWith("PROMOTE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"at", "event", "model", "from_sha256", "to_sha256", "user", "host", "command"})
  void noFieldOfALedgerForgesALine(String field) throws IOException {
    promote(ModelPaths.of(folder), 1, 2);
    Path ledger = folder.resolve("ledger.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    ObjectNode last = (ObjectNode) Json.read(lines.get(1));
    lines.set(1, Json.line(last.put(field, "x\u001b[2J\u009b\nLIVE fillnet=0000\r\u2028LIVE")));
    Files.writeString(ledger, String.join("\n", lines) + "\n");
    for (String option : new String[] {"--last=5", "--verify"}) {
      CommandRun run = history(option);
      assertThat(run.out() + run.err()).doesNotContainPattern("[\\p{Cc}\\u2028&&[^\\n\\t]]");
      assertThat((run.out() + run.err()).lines())
          .noneMatch(line -> line.strip().startsWith("LIVE fillnet=0000"));
    }
  }

  @Test
  void warnsWhenAnAliasIsNotWhatTheLedgerSays() throws IOException {
    promote(ModelPaths.of(folder), 1);
    assertThat(history("--quiet").err()).isEmpty();
    Files.writeString(folder.resolve("fillnet.json"), "{}");
    CommandRun run = history("--quiet");
    assertThat(run.exit()).isZero();
    assertThat(run.err())
        .contains("warning: the alias of fillnet is ")
        .contains("but the ledger says " + sha256(1).substring(0, 12));
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    CommandRun run =
        CommandRun.of(new HistoryCommand(), "--models-dir", folder.resolve("missing").toString());
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("missing does not exist");
  }

  @Test
  void refusesALedgerItCannotReadAndTimesThatAreNone() throws IOException {
    Files.writeString(folder.resolve("ledger.jsonl"), "garbage\n");
    CommandRun run = history();
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("ledger.jsonl line 1 is not valid JSON");
    assertThat(history("--at", "yesterday").exit()).isEqualTo(2);
    assertThat(history("--model", "beta").exit()).isEqualTo(2);
  }
}
