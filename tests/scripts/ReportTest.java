import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.promote.SpoiltModels;

class ReportTest {
  private static final List<String> SECTIONS =
      List.of(
          "verdict", "gates", "evidence", "backtest", "ope", "watch", "history", "models", "data");

  @TempDir private static Path shared;
  private static Path database;
  private static Path models;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
    models = shared.resolve("models");
    for (String file : List.of("fillnet", "rugguard")) {
      String[] arguments = {"--db=" + database, "--models-dir=" + models, "--create", "--quiet"};
      CommandRun trained =
          file.equals("fillnet")
              ? CommandRun.of(new TrainFillNetCommand(), arguments)
              : CommandRun.of(new TrainRugGuardCommand(), arguments);
      assertThat(trained.exit()).as(trained.err()).isZero();
    }
  }

  @Test
  void writesThePageAndTellsOfEachSection() throws IOException {
    Path out = folder.resolve("deep/page.html");
    CommandRun run = report(database, models, "--out=" + out, "--json");
    JsonNode json = run.json("report");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    byte[] content = Files.readAllBytes(out);
    assertThat(json.get("file").asText()).isEqualTo(out.toString());
    assertThat(json.get("bytes").asInt()).isEqualTo(content.length);
    assertThat(json.get("sha256").asText()).isEqualTo(Digest.of(content));
    assertThat(json.findValuesAsText("section")).isEqualTo(SECTIONS);
    for (JsonNode section : json.get("sections")) {
      assertThat(section.get("level").asText()).isIn("ok", "warn", "bad", "plain");
      assertThat(section.get("verdict").asText()).isNotBlank();
    }
    assertThat(Files.readString(out)).startsWith("<!doctype html>").endsWith("</html>\n");
    try (var beside = Files.list(out.getParent())) {
      assertThat(beside).containsExactly(out);
    }
  }

  @Test
  void itsUsualPlaceIsTheModelsFolderAndNothingElseChanges() throws IOException {
    Path own = copy(models, folder.resolve("models"));
    byte[] before = Files.readAllBytes(database);
    CommandRun run = report(database, own);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Data", "Models", "wrote " + own.resolve("report.html"));
    assertThat(run.err()).contains("next: ");
    assertThat(names(own)).containsExactlyInAnyOrder(with(names(models), "report.html"));
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
  }

  @Test
  void badNewsIsStillExitZero() throws IOException {
    Path own = copy(models, folder.resolve("models"));
    Files.writeString(own.resolve("alpha_ranker_v1.json"), "{\"version\": 2");
    Path empty = TrainerRun.empty(folder.resolve("empty.db"));
    CommandRun run = report(empty, own, "--json");
    JsonNode json = run.json("report");
    assertThat(run.exit()).isZero();
    assertThat(json.at("/sections/0/verdict").asText()).isEqualTo("3 of 4 not promoted");
    assertThat(json.at("/sections/7/verdict").asText()).isEqualTo("1 does not load");
    assertThat(json.at("/sections/8/verdict").asText()).isEqualTo("not healthy");
    assertThat(json.at("/sections/8/level").asText()).isEqualTo("bad");
    assertThat(Files.readString(own.resolve("report.html")))
        .contains("candidate_malformed", "there is no row to train fillnet from");
  }

  @Test
  void whatIsMissingIsSaidAndNotLeftOut() throws IOException {
    Path none = folder.resolve("none");
    Path out = folder.resolve("page.html");
    CommandRun noDatabase = report(none, models, "--out=" + out, "--json");
    assertThat(noDatabase.exit()).isEqualTo(4);
    assertThat(noDatabase.err()).contains(none + ": there is no such database");
    assertThat(out).doesNotExist();
    JsonNode noModels = report(database, none, "--out=" + out, "--json").json("report");
    assertThat(noModels.findValuesAsText("section")).isEqualTo(SECTIONS);
    assertThat(Files.readString(out))
        .contains("There is no model file", "nothing was promoted yet", "There is no candidate");
    assertThat(none).doesNotExist();
  }

  @Test
  void whatCannotBeReadIsExitFourAndTheFormerPageStays() throws IOException {
    Path own = copy(models, folder.resolve("models"));
    Path page = Files.writeString(own.resolve("report.html"), "former");
    Path text = Files.writeString(folder.resolve("text.db"), "mint,label\n".repeat(100));
    assertThat(report(text, own).exit()).isEqualTo(4);
    Files.writeString(own.resolve("ledger.jsonl"), "{\n");
    CommandRun ledger = report(database, own);
    assertThat(ledger.exit()).isEqualTo(4);
    assertThat(ledger.err()).contains("ledger.jsonl line 1", "remedy: ");
    assertThat(page).hasContent("former");
    CommandRun nothing = report(folder.resolve("a"), folder.resolve("b"));
    assertThat(nothing.exit()).isEqualTo(4);
    assertThat(nothing.err()).contains("there is no such database");
    assertThat(report(database, own, "--out=" + folder).exit()).isEqualTo(4);
    assertThat(report(database, own, "--config=" + text).exit()).isEqualTo(4);
    assertThat(report(database, own, "--gates=" + text).exit()).isEqualTo(4);
  }

  @Test
  void aBrokenChainIsShown() throws IOException {
    Path own = copy(models, folder.resolve("models"));
    assertThat(
            CommandRun.of(
                    new PromoteCommand(),
                    "fillnet",
                    "rugguard",
                    "--models-dir=" + own,
                    "--db=" + database,
                    "--reload-url=fillnet=",
                    "--no-built-in-hooks")
                .exit())
        .isZero();
    Path ledger = own.resolve("ledger.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    lines.set(0, lines.get(0).replace("\"reason\":\"", "\"reason\":\"<script>alert(1)</script>"));
    Files.write(ledger, lines);
    JsonNode json = report(database, own, "--json").json("report");
    assertThat(json.at("/sections/6/verdict").asText()).isEqualTo("chain broken");
    assertThat(Files.readString(own.resolve("report.html")))
        .contains("The ledger was changed after it was written: line 2")
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script>alert(1)");
  }

  /** So that somebody sees before trying whether an equal candidate could pass at all. */
  @Test
  void tellsTheHalfWidthBesideTheMargin() throws IOException {
    Path own = copy(models, folder.resolve("models"));
    byte[] live =
        SpoiltModels.spoilt(
            ModelName.RUGGUARD,
            Files.readAllBytes(own.resolve("rugguard_v2.json")),
            file -> SpoiltModels.add(1, file.get("weights")));
    Files.write(own.resolve("rugguard.json"), live);
    assertThat(report(database, own).exit()).isZero();
    assertThat(Files.readString(own.resolve("report.html")))
        .containsPattern("worth [0-9\u202F]+ independent rows of [0-9\u202F]+ mints")
        .containsPattern("half width 0[0-9.]* against a margin of 0.03<")
        .containsPattern(
            "half width 0[.][0-9]+ against a margin of 0.02, too wide for a candidate");
  }

  private static CommandRun report(Path database, Path models, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--db=" + database, "--models-dir=" + models));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new ReportCommand(), arguments.toArray(String[]::new));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : names(from)) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
    return to;
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String[] with(List<String> names, String more) {
    List<String> all = new ArrayList<>(names);
    all.add(more);
    return all.toArray(String[]::new);
  }
}
