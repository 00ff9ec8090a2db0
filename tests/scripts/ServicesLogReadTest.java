import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.log.AttemptFacts;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.seed.ServicesLog;

/** A log that the services' own writers filled, read to the end of every command. */
class ServicesLogReadTest {
  @TempDir Path folder;

  @Test
  void everyAttemptHasItsOwnContextAndEchoesAreNoLabels() {
    TrainingSet set = read(ModelName.FILLNET);
    assertThat(set.size()).isEqualTo(2_700);
    // every decision is somebody's in the end
    assertThat(set.facts().attempts())
        .isEqualTo(new AttemptFacts(2_417, 283, 0, 12_600, 0, 2_700, 283, 0, 0));
    double[] slippage =
        Arrays.stream(set.label("y_slip_bps")).filter(slip -> !Double.isNaN(slip)).toArray();
    assertThat(slippage).hasSize(2_417);
    // of the table: avg(CASE side WHEN 'sell' THEN -1 ELSE 1 END * slippage_bps_real)
    assertThat(Arrays.stream(slippage).average().orElseThrow()).isCloseTo(37.725, within(0.001));
  }

  @Test
  void fillNetFindsWhatMovesAFill() throws Exception {
    Path database = ServicesLog.unpack(folder);
    Files.createDirectories(folder.resolve("m"));
    CommandRun run =
        CommandRun.of(
            new TrainFillNetCommand(),
            "--db=" + database,
            "--models-dir=" + folder.resolve("m"),
            "--json");
    assertThat(run.exit()).isZero();
    JsonNode metrics = run.json("train_fillnet").get("metrics");
    assertThat(metrics.get("slip_mae").asDouble()).isCloseTo(16.3, within(0.1));
    assertThat(metrics.get("auc").asDouble()).isCloseTo(0.586, within(0.001));
    JsonNode model = Json.read(Files.readAllBytes(folder.resolve("m/fillnet_v2.json")));
    assertThat(model.at("/wFill/1").asDouble()).as("depth").isCloseTo(1, within(0.1));
    assertThat(model.at("/wFill/2").asDouble()).as("congestion").isCloseTo(1.5, within(0.1));
    assertThat(model.get("issues").toString()).contains("sSlipReq does not vary: it is 0.5000");
  }

  @Test
  void noColumnIsConstantButTheSlipGapThatTheServicesFix() {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (ModelName model : List.of(ModelName.RUGGUARD, ModelName.SURVIVAL)) {
      TrainingSet set = read(model);
      rows.put(model.id(), set.size());
      for (int j = 0; j < set.featureNames().size(); j++) {
        String name = set.featureNames().get(j);
        boolean isFixed = name.equals("intercept") || name.equals("slip_gap_norm");
        assertThat(Arrays.stream(set.features()[j]).distinct().count() == 1)
            .as(model + " " + name)
            .isEqualTo(isFixed);
      }
    }
    assertThat(rows).containsEntry("rugguard", 900).containsEntry("survival", 900);
  }

  @Test
  void theChecksPassAndTellHowContextsWereFound() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC);
    try (Database database = Database.openReadOnly(ServicesLog.unpack(folder))) {
      HealthReport report = HealthChecks.run(database, clock, HealthThresholds.standard(), false);
      assertThat(report.checks()).noneMatch(check -> check.status() == CheckStatus.FAIL);
      Map<String, String> details =
          report.checks().stream()
              .collect(Collectors.toMap(CheckResult::name, CheckResult::detail, (a, b) -> a));
      assertThat(details.get("contexts_fillnet"))
          .contains("2417 attempts have the context of their own amount, 283 one by elimination")
          .contains("12600 simulated rows echo");
      assertThat(details.get("fees_fillnet")).startsWith("1944 decisions of the last 14 days");
    }
  }

  @Test
  void aPolicyThatWasNotDrawnGivesNoEstimate() throws Exception {
    Path database = ServicesLog.unpack(folder);
    CommandRun refused = ope(database);
    assertThat(refused.exit()).isEqualTo(3);
    JsonNode json = refused.json("ope");
    assertThat(json.at("/coverage/share").asDouble()).isEqualTo(1);
    assertThat(json.at("/arms/4/taken").asInt()).isEqualTo(2_700);
    assertThat(json.at("/arms/4/expected").asDouble()).isCloseTo(540, within(1e-6));
    assertThat(json.get("refusals").toString()).contains("propensities_not_drawn");
    assertThat(json.at("/estimators/dr/estimate").isNull()).isTrue();
    assertThat(json.at("/estimators/dr/reason").asText()).isEqualTo("propensities_not_drawn");

    redraw(database);
    CommandRun answered = ope(database);
    assertThat(answered.exit()).as(answered.out()).isZero();
    assertThat(answered.json("ope").at("/estimators/dr/estimate").isNumber()).isTrue();
  }

  private static CommandRun ope(Path database) {
    return CommandRun.of(
        new OpeCommand(), "--policy=fee", "--target=uniform", "--db=" + database, "--json");
  }

  /** Takes of each decision an arm that is drawn with the probabilities that it logged. */
  private static void redraw(Path database) throws Exception {
    Random random = new Random(7);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        PreparedStatement update =
            connection.prepareStatement("UPDATE fee_decisions SET ctx_json = ? WHERE rowid = ?")) {
      connection.setAutoCommit(false);
      Map<Long, String> drawn = new LinkedHashMap<>();
      try (ResultSet rows = statement.executeQuery("SELECT rowid, ctx_json FROM fee_decisions")) {
        while (rows.next()) {
          ObjectNode context = (ObjectNode) Json.read(rows.getString(2));
          double left = random.nextDouble();
          int arm = 0;
          while (arm < 4 && left >= context.at("/probs/" + arm).asDouble()) {
            left -= context.at("/probs/" + arm).asDouble();
            arm++;
          }
          drawn.put(rows.getLong(1), context.put("armIndex", arm).toString());
        }
      }
      for (Map.Entry<Long, String> row : drawn.entrySet()) {
        update.setString(1, row.getValue());
        update.setLong(2, row.getKey());
        update.addBatch();
      }
      update.executeBatch();
      connection.commit();
    }
  }

  private TrainingSet read(ModelName model) {
    Path file = folder.resolve("services_log.db");
    try (Database database =
        Database.openReadOnly(Files.exists(file) ? file : ServicesLog.unpack(folder))) {
      return TrainingReader.read(database, model, ReadOptions.DEFAULT);
    }
  }
}
