package ratchet.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.evaluation.CsvFile;

/** The Open Bandit Dataset: what a Thompson sampler's log says of the uniform policy. */
class OpenBanditTest {
  private static final int ITEMS = 34;

  /** The uniform policy's own click rate, measured by running it. */
  private static final double TRUTH = 0.0046;

  @TempDir Path folder;

  @Test
  void givesTheKnownFiguresOfTheUniformPolicy() {
    PolicyLogFile.write(log(Optional.empty()), folder.resolve("log.csv"));
    OffPolicyEvaluation evaluation = evaluate(PolicyLogFile.read(folder.resolve("log.csv")));
    // Open Bandit Pipeline's IPW and SNIPW, see the README of the data
    assertThat(evaluation.estimates().get(OffPolicyEstimator.IPS).value())
        .isCloseTo(0.0030086263272564827, within(1e-12));
    assertThat(evaluation.estimates().get(OffPolicyEstimator.SNIPS).value())
        .isCloseTo(0.0031894231622774096, within(1e-12));
    OffPolicyDiagnostics diagnostics = evaluation.diagnostics();
    assertThat(diagnostics.maxWeight()).isCloseTo(178.25311942959001, within(1e-10));
    assertThat(diagnostics.ess()).isCloseTo(655.7098495873233, within(1e-9));
    assertThat(diagnostics.meanWeight()).isCloseTo(0.9433136257492313, within(1e-12));
    assertThat(evaluation.passed()).isTrue();
  }

  @Test
  void theIntervalsHoldWhatTheUniformPolicyReallyEarned() {
    OffPolicyEvaluation evaluation = evaluate(log(Optional.of(0.004)));
    for (OffPolicyEstimator estimator :
        List.of(OffPolicyEstimator.SNIPS, OffPolicyEstimator.DR, OffPolicyEstimator.SNDR)) {
      assertThat(evaluation.estimates().get(estimator).interval().orElseThrow().contains(TRUTH))
          .as("%s", estimator)
          .isTrue();
    }
  }

  private static OffPolicyEvaluation evaluate(PolicyLog log) {
    return OffPolicyEvaluation.of(log, Optional.empty(), OpeRules.standard());
  }

  /**
   * @param expected click rate by a reward model that knows one rate for all items
   */
  private static PolicyLog log(Optional<Double> expected) {
    String data = System.getenv().getOrDefault("RATCHET_TEST_DATA", "../shared/data");
    Path file = Path.of(data).resolve("obd_bts_men.csv");
    assumeTrue(Files.exists(file), file + " is not there");
    List<Double> clicks = new ArrayList<>();
    List<Double> propensities = new ArrayList<>();
    new CsvFile(file)
        .forEach(
            List.of("click", "propensity_score"),
            row -> {
              clicks.add(row.number("click"));
              propensities.add(row.number("propensity_score"));
            });
    int n = clicks.size();
    double[] model = constant(n, expected.orElse(0.0));
    return new PolicyLog(
        clicks.stream().mapToDouble(Double::doubleValue).toArray(),
        propensities.stream().mapToDouble(Double::doubleValue).toArray(),
        constant(n, 1.0 / ITEMS),
        expected.map(rate -> new PolicyLog.Baseline(model, model)),
        List.of());
  }

  private static double[] constant(int n, double value) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }
}
