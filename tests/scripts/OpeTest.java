import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.sqlite.Database;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

class OpeTest {
  private static final String HEADER = "reward,propensity,target_probability\n";

  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @Test
  void printsTheDocumentedShapeOfALog() throws IOException {
    CommandRun run = log(HEADER + rows(400, 0.5), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode json = run.json("ope");
    assertThat(names(json))
        .containsSubsequence(
            "policy",
            "n",
            "estimators",
            "ess",
            "max_weight",
            "mean_weight",
            "clipped_mass",
            "segments",
            "passed",
            "refusals");
    assertThat(names(json.get("estimators")))
        .containsExactly("ips", "snips", "dm", "dr", "sndr", "switch_dr", "dros");
    assertThat(names(json.at("/estimators/ips")))
        .startsWith("estimate", "stderr", "lower", "upper");
    assertThat(json.at("/estimators/dr/estimate").isNull()).isTrue();
    assertThat(json.at("/estimators/dr/reason").asText()).isEqualTo("no_baseline");
    assertThat(json.get("ess").asDouble()).isCloseTo(400, within(1e-9));
  }

  @Test
  void aRefusalNamesWhatWasMeasuredAndWhatIsRequired() throws IOException {
    JsonNode json = log(HEADER + rows(400, 0.5) + "1,0.000001,0.5\n", "--json").json("ope");
    assertThat(json.get("exit").asInt()).isEqualTo(3);
    assertThat(json.get("passed").asBoolean()).isFalse();
    assertThat(json.at("/refusals/0/code").asText()).isEqualTo("ess_too_low");
    assertThat(json.at("/refusals/0/measured").asDouble()).isLessThan(2);
    assertThat(json.at("/refusals/0/required").asDouble()).isEqualTo(120);
    assertThat(log(HEADER).exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reward,propensity;1,0.5|no column target_probability",
        "reward,propensity,target_probability;1,0.5,1.2|line 2: target_probability is outside",
        "reward,propensity,target_probability;1,1.5,1|line 2: propensity is above 1",
        "reward,propensity,target_probability;x,0.5,1|line 2: reward is not a number",
        "reward,propensity,target_probability,baseline_logged;1,0.5,1,0.2|baseline_target is",
        "reward,propensity,target_probability,time;1,0.5,1,noon|line 2: time is not a number",
        "reward,propensity,target_probability,cluster;1,0.5,1,|line 2: cluster is empty",
      })
  void aMalformedLogIsAnInputError(String text, String message) throws IOException {
    CommandRun run = log(text.replace(';', '\n') + "\n");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("log.csv", message, "remedy: ");
  }

  @Test
  void aClusterColumnMakesOneObservationOfRowsThatRepeat() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      int copy = i;
      rows(80, 0.5)
          .lines()
          .forEach(line -> rows.append(line).append(",").append(copy).append('\n'));
    }
    JsonNode json = log("reward,propensity,target_probability,time\n" + rows, "--json").json("ope");
    assertThat(json.get("clusters").asInt()).isEqualTo(4000);
    StringBuilder keyed = new StringBuilder();
    List<String> all = rows.toString().lines().toList();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i);
      keyed.append(line, 0, line.lastIndexOf(',')).append(",key").append(i % 80).append('\n');
    }
    JsonNode clustered =
        log("reward,propensity,target_probability,cluster\n" + keyed, "--json").json("ope");
    assertThat(clustered.get("clusters").asInt()).isEqualTo(80);
    assertThat(clustered.get("effective_n").asDouble()).isBetween(78.0, 81.0);
    assertThat(clustered.get("exit").asInt()).isEqualTo(3);
    assertThat(clustered.at("/refusals/0/code").asText()).isEqualTo("too_few_effective_decisions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fee", "sizing"})
  void judgesThePoliciesOfTheDatabase(String policy) {
    CommandRun run = run("--policy", policy, "--db", database.toString(), "--json");
    JsonNode json = run.json("ope");
    assertThat(json.get("policy").asText()).isEqualTo(policy);
    assertThat(json.get("target").asText()).isEqualTo("logged");
    assertThat(json.at("/coverage/share").asDouble()).isGreaterThan(0.75);
    assertThat(json.at("/estimators/dr/lower").isNumber()).isTrue();
    assertThat(json.at("/difference/ips/estimate").asDouble()).isZero();
    assertThat(run.exit()).as(run.out()).isZero();
  }

  /** Every size is drawn: one decision of each mint has an outcome. */
  @Test
  void everySizeCountsAndFewMintsAreTooFew() {
    Path file = folder.resolve("few.db");
    try (Database opened = Database.openReadWrite(file)) {
      Instant end = Instant.parse("2026-02-01T00:00:00Z");
      Seeder.seed(opened, new SeedPlan(42, 21, 200, 6_000, end), false);
    }
    CommandRun run = run("--policy", "sizing", "--db", file.toString(), "--json");
    assertThat(run.exit()).as(run.out()).isEqualTo(3);
    assertThat(run.json("ope").get("n").asInt()).isBetween(190, 200);
    assertThat(run.json("ope").at("/refusals/0/code").asText()).isEqualTo("too_few_decisions");
    assertThat(run("--policy=sizing", "--target=greedy", "--db=" + database).exit()).isZero();
  }

  @Test
  void theJoinedLogReadsBackToTheSameFigures() {
    Path out = folder.resolve("joined.csv");
    JsonNode first =
        run(
                "--policy=fee",
                "--target=greedy",
                "--db=" + database,
                "--out=" + out,
                "--json",
                "--quiet")
            .json("ope");
    JsonNode second = run("--log", out.toString(), "--json").json("ope");
    assertThat(second.get("estimators")).isEqualTo(first.get("estimators"));
    assertThat(second.get("segments")).isEqualTo(first.get("segments"));
    assertThat(first.get("segments")).hasSize(3);
  }

  @Test
  void aWorseTargetFallsBelowItsFloor() {
    CommandRun run = run("--policy=fee", "--target=uniform", "--db=" + database);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out()).contains("refused: ips_below_floor: ", "required -0.01");
    assertThat(run.err()).contains("next: ");
  }

  @Test
  void aFileOfProbabilitiesIsATargetToo() throws IOException {
    Path target = folder.resolve("target.csv");
    Files.writeString(target, "decision,arm,probability\n1,0,1\n");
    CommandRun tooFew = run("--policy=fee", "--target=" + target, "--db=" + database);
    assertThat(tooFew.exit()).isEqualTo(4);
    assertThat(tooFew.err()).contains("decision 1 has 1 probabilities, and 5 arms");
    StringBuilder lines = new StringBuilder("decision,arm,probability\n");
    for (int decision = 1; decision <= 20_000; decision++) {
      for (int arm = 0; arm < 5; arm++) {
        lines.append(decision).append(',').append(arm).append(",0.2\n");
      }
    }
    Files.writeString(target, lines);
    JsonNode byFile =
        run("--policy=fee", "--target=" + target, "--db=" + database, "--json").json("ope");
    JsonNode uniform =
        run("--policy=fee", "--target=uniform", "--db=" + database, "--json").json("ope");
    assertThat(byFile.get("estimators")).isEqualTo(uniform.get("estimators"));
  }

  @Test
  void usageAndInputErrorsHaveTheirOwnCodes() throws IOException {
    assertThat(run().exit()).isEqualTo(2);
    assertThat(run("--policy=sizing", "--champion=x.json").exit()).isEqualTo(2);
    assertThat(run("--policy=fee", "--champion=none.json", "--db=" + database).exit()).isEqualTo(4);
    assertThat(run("--policy=fee", "--log=x.csv").exit()).isEqualTo(2);
    assertThat(run("--policy=fees").exit()).isEqualTo(2);
    assertThat(run("--policy=fee", "--from=2026-02-01", "--to=2026-01-01").exit()).isEqualTo(2);
    assertThat(run("--policy=fee", "--db=" + folder.resolve("none.db")).exit()).isEqualTo(4);
    assertThat(run("--log=" + folder.resolve("none.csv")).exit()).isEqualTo(4);
    CommandRun noModel = run("--policy=sizing", "--target=model", "--db=" + database);
    assertThat(noModel.exit()).isEqualTo(4);
    assertThat(noModel.err()).contains("--target model requires a candidate, and there is none");
    Path rules = Files.writeString(folder.resolve("rules.json"), "{\"ess_at_least\":\"x\"}");
    CommandRun wrong = run("--policy=fee", "--db=" + database, "--rules=" + rules);
    assertThat(wrong.exit()).isEqualTo(4);
    assertThat(wrong.err()).contains("rules.json", "decisions_at_least: is missing");
  }

  @Test
  void anEmptyWindowAndAnEmptyDatabaseAreTooLittle() {
    JsonNode later =
        run("--policy=fee", "--db=" + database, "--from=2030-01-01", "--json").json("ope");
    assertThat(later.get("exit").asInt()).isEqualTo(3);
    assertThat(later.get("n").asInt()).isZero();
    assertThat(later.at("/estimators/ips/reason").asText()).isEqualTo("no_decisions");
    Path empty = TrainerRun.empty(folder.resolve("empty.db"));
    assertThat(run("--policy=sizing", "--db=" + empty).exit()).isEqualTo(3);
  }

  /** Probabilities that were logged, while always the same arm was taken. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|[0.6,0.4]|14.1421|300 of 180.0, 0 of 120.0",
        "4|[0.2,0.2,0.2,0.2,0.2]|34.6410|0 of 60.0, 0 of 60.0, 0 of 60.0, 0 of 60.0, 300 of 60.0",
      })
  void findsOutThatNothingWasDrawn(int arm, String probs, String z, String counts)
      throws Exception {
    Path copy = folder.resolve("greedy.db");
    Files.copy(TrainerRun.empty(folder.resolve("new.db")), copy);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var insert =
            connection.prepareStatement(
                "INSERT INTO fee_decisions VALUES (?,1,1,50,"
                    + "'{\"ctx\":{\"route\":\"r\"},\"armIndex\":"
                    + arm
                    + ",\"probs\":"
                    + probs
                    + "}')");
        var execute =
            connection.prepareStatement(
                "INSERT INTO exec_outcomes (ts, route, cu_price, slippage_bps_req, filled,"
                    + " slippage_bps_real) VALUES (?,'r',1,50,1,20)")) {
      for (int i = 0; i < 300; i++) {
        insert.setLong(1, 1_800_000_000_000L + i * 1000);
        insert.execute();
        execute.setLong(1, 1_800_000_000_100L + i * 1000);
        execute.execute();
      }
    }
    CommandRun run = run("--policy=fee", "--db=" + copy);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.out())
        .contains("refused: propensities_not_drawn: " + z + ", required 5.00000", counts);
  }

  private CommandRun log(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("log.csv"), text);
    List<String> arguments = new ArrayList<>(List.of("--log", file.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(new OpeCommand(), arguments);
  }

  private static String rows(int count, double propensity) {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(random.nextInt(2)).append(',').append(propensity).append(",0.5\n");
    }
    return rows.toString();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
