import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthThresholds;
import ratchet.model.Json;
import ratchet.seed.ServicesLog;

/** The services' log with one thing wrong: which check fails, and what it advises. */
class LogFaultsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path database;
  private Path models;

  @BeforeEach
  void unpack() throws Exception {
    database = ServicesLog.unpack(folder);
    models = Files.createDirectory(folder.resolve("models"));
  }

  @Test
  void aFeatureThatIsADefaultInMostRowsIsNotFitted() throws Exception {
    change("UPDATE sizing_decisions SET ctx_json = json_remove(ctx_json, '$.ctx.candidate.lpSol')");
    CommandRun refused = train();
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.json("train_rugguard").get("reason").asText())
        .isEqualTo("feature_missing(lp_norm=1.00)");
    assertThat(refused.out()).contains("$.ctx.candidate", "sizing_decisions.ctx_json");
    assertThat(models.resolve("rugguard_v2.json")).doesNotExist();
    CheckResult check = check("inputs_rugguard");
    assertThat(check.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(check.remedy())
        .contains("lp_norm from lpSol in $.ctx.candidate", "--allow-missing lp_norm");

    assertThat(train("--allow-missing=nonsense").exit()).isEqualTo(2);
    assertThat(train("--allow-missing=lp_norm,age_norm").exit()).isZero();
    JsonNode model = Json.read(Files.readAllBytes(models.resolve("rugguard_v2.json")));
    assertThat(model.get("issues").toString()).contains("lp_norm does not vary: it is 0.000");
  }

  @Test
  void aLogWithoutFailedAttemptsNamesTheirCause() throws Exception {
    change("DELETE FROM exec_outcomes WHERE filled = 0");
    CheckResult labels = check("labels_fillnet_y_fill");
    assertThat(labels.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(labels.remedy())
        .contains("priorityFeeLamports", "amountIn", "amountOut", "feeLamportsTotal");
    assertThat(check("contexts_fillnet").detail())
        .contains(
            "283 match the amount of no attempt; of those, 283 are not assigned by elimination");
    assertThat(check("fees_fillnet").detail()).contains("have no attempt");
  }

  @Test
  void contextsAtNobodysAmountAreCounted() throws Exception {
    change(
        "UPDATE fill_preds SET ctx_json = json_set(ctx_json, '$.ctx.amountLamports',"
            + " json_extract(ctx_json, '$.ctx.amountLamports') / 1e9)");
    CheckResult contexts = check("contexts_fillnet");
    assertThat(contexts.status()).isEqualTo(CheckStatus.FAIL);
    assertThat(contexts.detail())
        .contains("of 2700 decisions in fill_preds 2700 match the amount of no attempt");
    assertThat(contexts.remedy()).contains("amountLamports", "amount_in");
    CheckResult fees = check("fees_fillnet");
    assertThat(fees.status()).isEqualTo(CheckStatus.WARN);
    assertThat(fees.detail()).contains("1944 have no fill_preds row of the same moment and amount");
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private CheckResult check(String name) {
    try (Database opened = Database.openReadOnly(database)) {
      return HealthChecks.run(opened, CLOCK, HealthThresholds.standard(), false).checks().stream()
          .filter(check -> check.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private CommandRun train(String... more) {
    String[] arguments = new String[3 + more.length];
    arguments[0] = "--db=" + database;
    arguments[1] = "--models-dir=" + models;
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CommandRun.of(new TrainRugGuardCommand(), arguments);
  }
}
