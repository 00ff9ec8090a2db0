import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.ExitCode;
import ratchet.data.log.SplitLog;
import ratchet.data.sqlite.Database;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.reference.JsonReference;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/** Every command that reads logs says of three bots' files what it says of one with all rows. */
class SeveralDatabasesTest {
  private static final String AS_OF = "--as-of=2026-01-24";

  @TempDir private static Path shared;
  private static String one;
  private static String pattern;
  private static List<Path> bots;
  private static Path ofOne;
  private static Path ofSeveral;

  @TempDir private Path folder;

  @BeforeAll
  static void trainBoth() throws Exception {
    Path whole = shared.resolve("whole.db");
    try (Database database = Database.openReadWrite(whole)) {
      Instant end = Instant.parse("2026-02-01T00:00:00Z");
      Seeder.seed(database, new SeedPlan(42, 21, 500, 10_000, end), false);
    }
    Path logs = Files.createDirectory(shared.resolve("the bots"));
    bots = SplitLog.byMint(whole, 3, logs);
    one = "--db=" + whole;
    pattern = "--db=" + logs + "/bot*.db";
    ofOne = train("one", one);
    ofSeveral = train("several", pattern);
  }

  private static Path train(String name, String... options) throws Exception {
    Path models = Files.createDirectory(shared.resolve(name));
    for (ModelName model : ModelName.all()) {
      CommandRun run = trained(TrainerRun.command(model), models, options);
      assertThat(run.exit()).as(run.err()).isZero();
      Files.copy(models.resolve(model.candidateFile()), models.resolve(model.aliasFile()));
    }
    return models;
  }

  private static CommandRun trained(Callable<ExitCode> command, Path models, String... options) {
    return run(command, options, AS_OF, "--quiet", "--models-dir=" + models);
  }

  private static CommandRun run(Callable<ExitCode> command, String[] options, String... further) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(further));
    return CommandRun.of(command, all.toArray(String[]::new));
  }

  private static JsonNode document(CommandRun run) {
    assertThat(run.out()).as(run.err()).startsWith("{");
    return JsonReference.check(Json.read(run.out()));
  }

  private static ObjectNode model(Path models, ModelName model) throws Exception {
    return (ObjectNode) Json.read(Files.readAllBytes(models.resolve(model.candidateFile())));
  }

  @Test
  void trainersGiveTheModelOfOneDatabase() throws Exception {
    for (ModelName name : ModelName.all()) {
      ObjectNode model = model(ofSeveral, name);
      ObjectNode provenance = (ObjectNode) model.get("provenance");
      JsonNode files = provenance.remove("files");
      assertThat(files).hasSize(3);
      long rows = 0;
      for (JsonNode file : files) {
        assertThat(file.get("sha256").asText()).hasSize(64);
        rows += file.get("rows").asLong();
      }
      assertThat(rows).isEqualTo(provenance.at("/row_counts/rows").asLong());
      ObjectNode expected = model(ofOne, name);
      model.remove("created");
      expected.remove("created");
      assertClose(expected, model, name.id());
    }
  }

  @Test
  void theOrderOfTheFilesChangesNoByte() throws Exception {
    List<String> reversed = new ArrayList<>(bots.stream().map(bot -> "--db=" + bot).toList());
    Collections.reverse(reversed);
    for (ModelName name : List.of(ModelName.FILLNET, ModelName.SURVIVAL)) {
      Path models = Files.createDirectories(folder.resolve("m"));
      trained(TrainerRun.command(name), models, reversed.toArray(String[]::new));
      ObjectNode model = model(models, name);
      ObjectNode expected = model(ofSeveral, name);
      model.remove("created");
      expected.remove("created");
      assertThat(Json.pretty(model)).isEqualTo(Json.pretty(expected));
    }
  }

  @Test
  void theChecksMeasureTheSame() {
    JsonNode expected = document(run(new CheckTrainingDataCommand(), new String[] {one}, "--json"));
    JsonNode several =
        document(run(new CheckTrainingDataCommand(), new String[] {pattern}, "--json"));
    assertThat(several.at("/databases/files")).hasSize(3);
    assertThat(several.get("checks")).hasSameSizeAs(expected.get("checks"));
    for (int i = 0; i < expected.get("checks").size(); i++) {
      JsonNode own = several.get("checks").get(i);
      JsonNode check = expected.get("checks").get(i);
      String name = check.get("name").asText();
      // every file has the prices of SOL
      if (!name.endsWith("prices") && !name.startsWith("age_")) {
        assertThat(own).as(name).isEqualTo(check);
      }
    }
  }

  @Test
  void backtestTradesTheSame() {
    String[] window = {"--from=2026-01-18", "--to=2026-02-01", "--json", "--model=fillnet"};
    JsonNode expected = backtest(ofOne, one, window);
    JsonNode several = backtest(ofSeveral, pattern, window);
    assertThat(expected.at("/champion/trades").asLong()).isGreaterThan(50);
    for (String field : List.of("candidate", "champion", "difference", "refusals", "segments")) {
      assertClose(expected.get(field), several.get(field), field);
    }
  }

  private static JsonNode backtest(Path models, String database, String... window) {
    List<String> options = new ArrayList<>(List.of(window));
    options.add("--models-dir=" + models);
    return document(
        run(new BacktestCommand(), new String[] {database}, options.toArray(String[]::new)));
  }

  @Test
  void opeEstimatesTheSame() {
    for (String policy : List.of("fee", "sizing")) {
      String[] options = {"--policy=" + policy, "--target=uniform", "--json"};
      JsonNode expected = document(run(new OpeCommand(), new String[] {one}, options));
      JsonNode several = document(run(new OpeCommand(), new String[] {pattern}, options));
      assertThat(expected.get("n").asLong()).as(policy).isGreaterThan(100);
      ((ObjectNode) several).remove("databases");
      assertClose(expected, several, policy);
    }
  }

  @Test
  void theEvidenceOfPromoteIsTheSame() {
    String[] options = {"--dry-run", "--json", "--no-built-in-hooks", "fillnet", "alpha"};
    JsonNode expected = promote(ofOne, one, options);
    JsonNode several = promote(ofSeveral, pattern, options);
    assertThat(several.get("models")).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode own = several.get("models").get(i);
      JsonNode model = expected.get("models").get(i);
      assertThat(own.get("state")).isEqualTo(model.get("state"));
      assertClose(model.get("gates"), own.get("gates"), model.get("model").asText());
    }
  }

  private static JsonNode promote(Path models, String database, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--models-dir=" + models);
    return document(run(new PromoteCommand(), new String[] {database}, all.toArray(String[]::new)));
  }

  @Test
  void watchComparesTheSame() throws Exception {
    JsonNode expected = watched("watched one", one);
    JsonNode several = watched("watched several", pattern);
    assertThat(expected.get("outcomes").asLong()).isGreaterThan(100);
    assertClose(expected, several, "watch");
  }

  private JsonNode watched(String name, String database) throws Exception {
    Path whole = Path.of(one.substring("--db=".length()));
    ProbationFolder made = ProbationFolder.of(whole, folder.resolve(name), ProbationFolder.LONG);
    String[] options = {"fillnet", "--once", "--json", "--models-dir=" + made.models()};
    return document(run(new WatchCommand(), new String[] {database}, options)).at("/models/0");
  }

  @Test
  void reportShowsTheSame() throws Exception {
    JsonNode expected = report(ofOne, one);
    JsonNode several = report(ofSeveral, pattern);
    assertThat(expected.get("sections")).hasSizeGreaterThan(4);
    assertThat(several.get("sections")).isEqualTo(expected.get("sections"));
  }

  private JsonNode report(Path models, String database) {
    return document(
        run(
            new ReportCommand(),
            new String[] {database},
            "--json",
            "--models-dir=" + models,
            "--out=" + folder.resolve("report.html")));
  }

  @Test
  void retrainDoesTheSame() throws Exception {
    JsonNode expected = retrained("retrained one", one);
    JsonNode several = retrained("retrained several", pattern);
    assertThat(several.get("stopped_at")).isEqualTo(expected.get("stopped_at"));
    for (String figure : List.of("rows", "metrics")) {
      assertClose(
          expected.at("/steps/1/models/0").path(figure),
          several.at("/steps/1/models/0").path(figure),
          figure);
    }
    JsonNode promoted = several.at("/steps/2/models/0");
    assertThat(promoted.get("state").asText()).isEqualTo("ok");
  }

  private JsonNode retrained(String name, String database) throws Exception {
    Path models = Files.createDirectory(folder.resolve(name));
    return document(
        run(
            new RetrainCommand(),
            new String[] {database},
            "fillnet",
            "--dry-run",
            "--json",
            "--reload-url=fillnet=",
            "--models-dir=" + models,
            "--out=" + models.resolve("report.html")));
  }

  @Test
  void aFileThatCannotBeReadFailsUnlessItMayBeLeftOut() throws Exception {
    Path garbage = Files.writeString(folder.resolve("bot9.db"), "no database at all");
    Path damaged = damaged(folder.resolve("bot8.db"));
    Path models = Files.createDirectory(folder.resolve("m"));
    String[] options = {pattern, "--db=" + folder + "/bot?.db"};
    CommandRun refused = trained(new TrainFillNetCommand(), models, options);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).containsAnyOf(garbage.toString(), damaged.toString());
    assertThat(models).isEmptyDirectory();

    CommandRun run =
        run(
            new TrainFillNetCommand(),
            options,
            AS_OF,
            "--json",
            "--skip-unreadable",
            "--models-dir=" + models);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains(garbage + " ", damaged + " ", "is skipped");
    JsonNode json = document(run);
    assertThat(json.at("/databases/files")).hasSize(3);
    assertThat(json.at("/databases/skipped")).hasSize(2);
    assertThat(json.get("files")).hasSize(3);
    ObjectNode model = model(models, ModelName.FILLNET);
    assertThat(model.at("/provenance/skipped_files").toString())
        .isEqualTo("[\"bot8.db\",\"bot9.db\"]");
    assertThat(model.get("wFill")).isEqualTo(model(ofSeveral, ModelName.FILLNET).get("wFill"));

    CommandRun check = run(new CheckTrainingDataCommand(), options, "--json", "--skip-unreadable");
    assertThat(document(check).at("/databases/skipped")).hasSize(2);

    String[] fillNet = {"fillnet", "--models-dir=" + models, "--reload-url=fillnet="};
    CommandRun strict = run(new PromoteCommand(), fillNet, options);
    assertThat(strict.out()).contains("=skipped reason=evidence_unreadable");
    CommandRun live =
        run(new PromoteCommand(), fillNet, options[0], options[1], "--skip-unreadable");
    assertThat(live.exit()).as(live.err()).isZero();
    assertThat(Files.readString(models.resolve("ledger.jsonl"))).contains("files_left_out=2");
  }

  /** A copy that opens, and whose pages are lost in the middle. */
  private static Path damaged(Path copy) throws Exception {
    Files.copy(bots.get(0), copy);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      byte[] noise = new byte[8192];
      Arrays.fill(noise, (byte) 0x5a);
      for (long at = 65_536; at < file.length(); at += 65_536) {
        file.seek(at);
        file.write(noise);
      }
    }
    return copy;
  }

  @Test
  void aFileThatIsNamedTwiceIsReadOnceAndACopyIsNamed() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), bots.get(0));
    Path copy = Files.copy(bots.get(1), folder.resolve("copy.db"));
    Path models = Files.createDirectory(folder.resolve("m"));
    CommandRun run =
        run(
            new TrainFillNetCommand(),
            new String[] {pattern, "--db=" + link, "--db=" + copy},
            AS_OF,
            "--json",
            "--models-dir=" + models);
    assertThat(run.err()).contains(link.toString(), "is the same file as", "it is read once");
    assertThat(run.err()).contains("rows are both in", "copy.db", "bot1.db");
    assertThat(document(run).get("shared")).hasSize(1);
    assertThat(model(models, ModelName.FILLNET).get("wFill"))
        .isEqualTo(model(ofSeveral, ModelName.FILLNET).get("wFill"));
  }

  @Test
  void aPatternThatNoFileMatchesIsNamed() {
    String nothing = folder + "/none-*.db";
    CommandRun run =
        run(new CheckTrainingDataCommand(), new String[] {"--db=" + nothing}, "--json");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains(nothing);
    assertThat(document(run).get("error").asText()).contains("no file matches this pattern");
  }

  @Test
  void whatToRunNextTakesThePatternAsItIsPasted() throws Exception {
    Path models = Files.createDirectory(folder.resolve("m"));
    CommandRun run =
        run(
            new TrainFillNetCommand(),
            new String[] {pattern, one},
            AS_OF,
            "--models-dir=" + models);
    assertThat(run.err())
        .contains(" --db '" + pattern.substring("--db=".length()) + "' " + one.replace('=', ' '));
  }

  private static void assertClose(JsonNode expected, JsonNode actual, String where) {
    if (expected.isNumber()) {
      double value = expected.asDouble();
      assertThat(actual.asDouble())
          .as(where)
          .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
    } else if (expected.isContainerNode()) {
      assertThat(actual.size()).as(where).isEqualTo(expected.size());
      for (int i = 0; i < expected.size() && expected.isArray(); i++) {
        assertClose(expected.get(i), actual.get(i), where + "/" + i);
      }
      for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        assertThat(actual.has(name)).as(where + "/" + name).isTrue();
        assertClose(expected.get(name), actual.get(name), where + "/" + name);
      }
    } else {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }
}
