import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Json;

class BacktestCommandTest {
  private static final String[] WINDOW = {"--from=2026-01-18", "--to=2026-02-01"};

  @TempDir private static Path shared;
  private static Path database;
  private static Path models;

  @TempDir private Path folder;

  @BeforeAll
  static void seedAndTrain() throws IOException {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
    models = Files.createDirectory(shared.resolve("models"));
    for (var trainer :
        List.of(new TrainFillNetCommand(), new TrainRugGuardCommand(), new TrainAlphaCommand())) {
      TrainerRun trained =
          TrainerRun.run(
              trainer,
              "--db=" + database,
              "--models-dir=" + models,
              // so that there are ten days that no model was fitted on
              "--as-of=2026-01-24",
              "--quiet");
      assertThat(trained.exit()).as(trained.err()).isZero();
    }
    Files.copy(models.resolve("fillnet_v2.json"), models.resolve("fillnet.json"));
  }

  @Test
  void printsTheDocumentedShape() {
    JsonNode json = run(0, "--model=fillnet", "--json").json("backtest");
    assertThat(names(json))
        .containsSubsequence(
            "from", "to", "candidate", "champion", "difference", "segments", "passed", "refusals");
    assertThat(names(json.get("candidate")))
        .containsSubsequence(
            "net_usd",
            "gross_usd",
            "fee_usd",
            "slip_usd",
            "landed_rate",
            "trades",
            "max_drawdown_usd");
    assertThat(names(json.at("/difference/net_usd")))
        .containsExactly(
            "estimate", "lower", "upper", "rows", "clusters", "effective_clusters", "effective_n");
    assertThat(json.get("unseen_from").asText()).startsWith("2026-01-21");
    assertThat(json.get("left_out").asInt()).isPositive();
    assertThat(json.get("unpriced").asText()).isEqualTo("worst");
    assertThat(json.get("from").asText()).isEqualTo("2026-01-18T00:00:00Z");
    JsonNode candidate = json.get("candidate");
    assertThat(candidate.get("net_usd").asDouble())
        .isCloseTo(
            candidate.get("gross_usd").asDouble()
                - candidate.get("fee_usd").asDouble()
                - candidate.get("slip_usd").asDouble()
                - candidate.get("fillnet_error_usd").asDouble(),
            within(1e-6));
  }

  @Test
  void theChampionAsCandidateDiffersByExactlyNothing() {
    JsonNode json =
        run(0, "--model=fillnet", "--candidate=" + models.resolve("fillnet.json"), "--json")
            .json("backtest");
    assertThat(json.at("/difference/net_usd/estimate").asDouble()).isEqualTo(0.0);
    assertThat(json.at("/difference/net_usd/lower").asDouble()).isEqualTo(0.0);
    assertThat(json.at("/difference/net_usd/upper").asDouble()).isEqualTo(0.0);
    assertThat(json.get("candidate")).isEqualTo(json.get("champion"));
  }

  @Test
  void aCandidateThatPicksTheWorstIsRefused() throws IOException {
    JsonNode model = Json.read(Files.readAllBytes(models.resolve("alpha_ranker_v1.json")));
    ((ObjectNode) model).remove(List.of("golden_scores", "provenance"));
    for (JsonNode horizon : model.get("models")) {
      ArrayNode weights = (ArrayNode) horizon.get("weights");
      for (int i = 0; i < weights.size(); i++) {
        weights.set(i, Json.MAPPER.getNodeFactory().numberNode(-weights.get(i).doubleValue()));
      }
    }
    Path worst = Files.writeString(folder.resolve("worst.json"), Json.line(model));
    Path live = models.resolve("alpha_ranker.json");
    Files.copy(models.resolve("alpha_ranker_v1.json"), live);
    try {
      CommandRun run = run(3, "--model=alpha", "--candidate=" + worst);
      assertThat(run.out()).contains("refused: net_usd_below_champion: -");
    } finally {
      Files.delete(live);
    }
  }

  @Test
  void writesTradesAndRecordsOnlyWhenAsked() throws IOException, SQLException {
    byte[] before = Files.readAllBytes(database);
    Path out = folder.resolve("trades.csv");
    JsonNode json = run(0, "--use-alpha", "--out=" + out, "--json").json("backtest");
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
    assertThat(json.get("use_alpha").asBoolean()).isTrue();
    assertThat(json.at("/coverage/candidate/picks").asInt()).isPositive();
    double net = 0;
    for (String line : Files.readAllLines(out)) {
      net += line.startsWith("candidate,") ? Double.parseDouble(line.split(",")[14]) : 0;
    }
    assertThat(net).isCloseTo(json.at("/candidate/net_usd").asDouble(), within(1e-6));

    Path copy = folder.resolve("copy.db");
    Files.copy(database, copy);
    runOn(copy, 0, WINDOW[0], WINDOW[1], "--model=fillnet", "--record");
    runOn(copy, 0, WINDOW[0], WINDOW[1], "--model=fillnet", "--record");
    assertThat(one(copy, "SELECT count(*) FROM backtest_runs")).isEqualTo(2);
    assertThat(
            one(
                copy,
                "SELECT count(DISTINCT value) FROM backtest_results WHERE metric = 'net_usd'"
                    + " AND segment = 'candidate'"))
        .isEqualTo(1);
  }

  @Test
  void aWindowWithoutAnythingIsTooLittle() {
    CommandRun future = runOn(database, 3, "--from=2031-01-01", "--to=2031-01-15");
    assertThat(future.out()).contains("refused: empty_window: 0.00000, required 1.00000");
    JsonNode json = runOn(database, 3, "--from=2031-01-01", "--json").json("backtest");
    assertThat(json.get("to").asText()).isEqualTo("2031-01-15T00:00:00Z");
    assertThat(json.at("/difference/net_usd/estimate").isNull()).isTrue();
    runOn(TrainerRun.empty(folder.resolve("empty.db")), 3);
  }

  @Test
  void aWrongCommandLineIsAUsageError() {
    assertThat(runOn(database, 2, "--from=2026-02-01", "--to=2026-01-01").err())
        .contains("--from 2026-02-01T00:00:00Z is not before --to 2026-01-01T00:00:00Z");
    runOn(database, 2, "--from=2026-02-01", "--to=2026-02-01");
    runOn(database, 2, "--from=yesterday");
    runOn(database, 2, "--model=beta");
    runOn(database, 2, "--candidate=x.json");
    runOn(database, 2, "--unpriced=best");
  }

  @Test
  void whatCannotBeReadIsAnInputError() throws IOException, SQLException {
    runOn(folder.resolve("none.db"), 4);
    Path noTable = TrainerRun.empty(folder.resolve("notable.db"));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + noTable);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE prices");
    }
    assertThat(runOn(noTable, 4).err()).contains("has no table prices");
    assertThat(run(4, "--model=survival").err()).contains("survival_v1.json cannot be read");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"version\":2");
    assertThat(run(4, "--model=alpha", "--candidate=" + bad).err()).contains("bad.json");
    CommandRun noModels =
        CommandRun.of(
            new BacktestCommand(), "--db=" + database, "--models-dir=" + folder, "--json");
    assertThat(noModels.exit()).isEqualTo(4);
    assertThat(noModels.json("backtest").get("error").asText()).contains("there is no model in");
  }

  private static CommandRun run(int exit, String... arguments) {
    List<String> all = new ArrayList<>(List.of(WINDOW));
    all.addAll(List.of(arguments));
    return runOn(database, exit, all.toArray(String[]::new));
  }

  private static CommandRun runOn(Path database, int exit, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--db=" + database, "--models-dir=" + models));
    all.addAll(List.of(arguments));
    CommandRun run = CommandRun.of(new BacktestCommand(), all.toArray(String[]::new));
    assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(exit);
    return run;
  }

  private static long one(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
