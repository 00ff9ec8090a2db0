package ratchet.ope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.LoggedDecision;
import ratchet.data.log.LoggedDecisions;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.features.Features;
import ratchet.features.Inputs;
import ratchet.features.Scorer;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.statistics.ClusterInterval;

/** Generated decisions, of which the true value of every policy is known. */
class SeededPolicyValueTest {
  private static final int SEEDS = 5;

  @TempDir private static Path folder;

  private static LoggedDecisions[] logs;

  @BeforeAll
  static void seed() throws IOException {
    logs = new LoggedDecisions[SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      Path file = folder.resolve(i + ".db");
      try (Database database = Database.openReadWrite(file)) {
        Instant end = Instant.parse("2026-02-01T00:00:00Z");
        Seeder.seed(database, new SeedPlan(100 + i, 10, 300, 16_000, end), false);
      }
      JsonNode truth = Json.read(Files.readAllBytes(Seeder.truthFile(file)));
      try (Database database = Database.openReadOnly(file)) {
        logs[i] = FeeDecisionReader.read(database, TimeWindow.ALL, trueValues(truth));
      }
    }
  }

  /** 95 % intervals on five logs: one miss is within what they promise, two are not. */
  @Test
  void intervalsHoldTheTrueValueOfEachTarget() {
    for (Map.Entry<String, TargetPolicy> target :
        Map.of(
                "uniform", TargetPolicy.UNIFORM,
                "greedy", TargetPolicy.GREEDY,
                "best", TargetPolicy.MODEL)
            .entrySet()) {
      for (OffPolicyEstimator estimator :
          List.of(OffPolicyEstimator.IPS, OffPolicyEstimator.SNIPS, OffPolicyEstimator.DR)) {
        int held = 0;
        for (LoggedDecisions log : logs) {
          ClusterInterval interval =
              evaluate(log, target.getValue()).estimates().get(estimator).interval().orElseThrow();
          held += interval.contains(truth(log, target.getValue())) ? 1 : 0;
        }
        assertThat(held).as("%s of %s", estimator, target.getKey()).isGreaterThanOrEqualTo(4);
      }
    }
  }

  @Test
  void theBestPolicyIsSeenToBeBetter() {
    for (LoggedDecisions log : logs) {
      OffPolicyEvaluation evaluation = evaluate(log, TargetPolicy.MODEL);
      assertThat(evaluation.differences().get(OffPolicyEstimator.DR).lower()).isPositive();
      assertThat(evaluation.refusals()).isEmpty();
    }
  }

  /** As good as the log, and still worse than what production's model would do. */
  @Test
  void aTargetIsHeldAgainstProductionsPolicyToo() {
    for (LoggedDecisions log : logs) {
      OffPolicyEvaluation worse =
          evaluate(log, TargetPolicy.LOGGED, Optional.of(champion(log, TargetPolicy.MODEL)));
      assertThat(worse.differences().get(OffPolicyEstimator.IPS).lower()).isZero();
      assertThat(worse.fromChampion().get(OffPolicyEstimator.DR).upper()).isNegative();
      assertThat(worse.refusals())
          .extracting(Refusal::code)
          .contains("dr_below_champion")
          .doesNotContain("dr_below_floor");
      OffPolicyEvaluation same =
          evaluate(log, TargetPolicy.MODEL, Optional.of(champion(log, TargetPolicy.MODEL)));
      assertThat(same.fromChampion().get(OffPolicyEstimator.DR).lower()).isZero();
      assertThat(same.refusals()).isEmpty();
    }
  }

  @Test
  void attemptsOnOneMintAreOneCluster() {
    OffPolicyDiagnostics diagnostics = evaluate(logs[0], TargetPolicy.UNIFORM).diagnostics();
    assertThat(diagnostics.clusters()).isBetween(200, 300);
    assertThat(diagnostics.n()).isGreaterThan(5 * diagnostics.clusters());
  }

  private static DecisionEvaluation.Champion champion(LoggedDecisions log, TargetPolicy policy) {
    return new DecisionEvaluation.Champion(log, policy);
  }

  private static OffPolicyEvaluation evaluate(LoggedDecisions log, TargetPolicy target) {
    return evaluate(log, target, Optional.empty());
  }

  private static OffPolicyEvaluation evaluate(
      LoggedDecisions log, TargetPolicy target, Optional<DecisionEvaluation.Champion> champion) {
    return DecisionEvaluation.of(log, LoggedPolicy.FEE, target, champion, OpeRules.standard())
        .evaluation();
  }

  private static double truth(LoggedDecisions log, TargetPolicy target) {
    return log.decisions().stream()
        .filter(decision -> decision.outcome().isPresent())
        .mapToDouble(decision -> truth(decision, target))
        .average()
        .orElseThrow();
  }

  private static double truth(LoggedDecision decision, TargetPolicy target) {
    double[] probabilities = target.probabilities(decision);
    double value = 0;
    for (int arm = 0; arm < probabilities.length; arm++) {
      value += probabilities[arm] * decision.values()[arm];
    }
    return value;
  }

  /** What the fees are worth by the models that the rows were drawn from. */
  private static FeeDecisionReader.ArmValues trueValues(JsonNode truth) {
    Features features = Features.of(ModelName.FILLNET);
    return (context, slippageBps) -> {
      double[] values = new double[slippageBps.length];
      for (int arm = 0; arm < values.length; arm++) {
        double allowed = slippageBps[arm];
        Inputs asked = name -> name.equals("slippageBps") ? allowed : context.get(name);
        double[] vector = features.vector(asked);
        double fills = Scorer.sigmoid(dot(truth.at("/fillnet/wFill"), features, vector));
        double slips = dot(truth.at("/fillnet/wSlip"), features, vector);
        values[arm] = fills * (1 - slips / 10_000);
      }
      return values;
    };
  }

  private static double dot(JsonNode weights, Features features, double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += weights.get(features.names().get(i)).doubleValue() * vector[i];
    }
    return sum;
  }
}
