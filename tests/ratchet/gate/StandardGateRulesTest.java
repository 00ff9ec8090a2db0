package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.model.ModelName;

/** The thresholds and the words of the user's guide. */
class StandardGateRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final GateRules BOOK = GateRules.standard();

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void passesAGoodCandidateWithoutChampion(ModelName model) {
    Verdict verdict = evaluate(good(model));
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.checks()).isNotEmpty().allMatch(Check::passed);
    assertThat(verdict.candidateSha256()).hasSize(64);
    assertThat(verdict.model()).isEqualTo(model);
  }

  @ParameterizedTest
  @CsvSource({
    "FILLNET, train_size_fill, 200, 199, insufficient_train_samples(199)",
    "FILLNET, slip_mape, 0.30, 0.3001, metrics_not_improved",
    "ALPHA, train_size_10m, 200, 199, insufficient_train_samples(199)",
    "ALPHA, auc_10m, 0.70, 0.6999, auc_10m_too_low(0.6999)",
    "ALPHA, auc_10m, 0.70, 0.62, auc_10m_too_low(0.62)",
    "ALPHA, auc_10m, 0.70, 0.69999999, auc_10m_too_low(0.69999999)",
    "ALPHA, precision_at_50_60m, 0.50, 0.4999, precision_at_50_60m_too_low(0.4999)",
    "RUGGUARD, auc, 0.65, 0.6499, auc_too_low(0.6499)",
    "RUGGUARD, f1, 0.40, 0.3999, f1_too_low(0.3999)",
  })
  void drawsTheLineExactlyAtTheThreshold(
      ModelName model, String metric, double enough, double notEnough, String reason) {
    assertThat(evaluate(good(model).metric(metric, enough))).isInstanceOf(Verdict.Passed.class);
    assertRefused(evaluate(good(model).metric(metric, notEnough)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "RUGGUARD, train_size, 200, 199, insufficient_train_samples(199)",
    "SURVIVAL, sample_size, 100, 99, insufficient_samples(99)",
  })
  void drawsTheLineExactlyAtTheSampleSize(
      ModelName model, String size, long enough, long notEnough, String reason) {
    assertThat(evaluate(good(model).size(size, enough))).isInstanceOf(Verdict.Passed.class);
    assertRefused(evaluate(good(model).size(size, notEnough)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "FILLNET, train_size_fill, insufficient_train_samples(missing)",
    "FILLNET, brier, missing_brier_metric",
    "FILLNET, slip_mape, metrics_not_improved",
    "ALPHA, train_size_10m, insufficient_train_samples(missing)",
    "ALPHA, auc_10m, missing_auc_10m_metric",
    "RUGGUARD, train_size, insufficient_train_samples(missing)",
    "SURVIVAL, sample_size, insufficient_samples(missing)",
  })
  void refusesWhatIsMissing(ModelName model, String measure, String reason) {
    assertRefused(evaluate(good(model).without(measure)), reason);
  }

  @ParameterizedTest
  @CsvSource({
    "ALPHA, precision_at_50_60m, 'auc_10m=0.81,evidence=on_paper'",
    "RUGGUARD, auc, 'train_size=900,evidence=on_paper'",
    "RUGGUARD, f1, 'auc=0.8,evidence=on_paper'",
  })
  void forgivesWhatIsAskedForOnlyWhenPresent(ModelName model, String measure, String reason) {
    Verdict verdict = evaluate(good(model).without(measure));
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void promotesNothingButStatusOk(ModelName model) {
    for (String status : new String[] {"degraded", "no_data", "insufficient_samples", "OK"}) {
      assertRefused(evaluate(good(model).status(status)), "candidate_status_" + status);
    }
    assertRefused(
        evaluate(good(model).status("ok reload=ok(200)")), "candidate_status_ok_reload_ok_200_");
  }

  @Test
  void takesTheLargestOfAlphasSampleSizes() {
    GateCandidates candidate =
        good(ModelName.ALPHA)
            .metric("train_size_10m", 20)
            .metric("train_size_60m", 250)
            .size("train_size", 30);
    assertThat(evaluate(candidate)).isInstanceOf(Verdict.Passed.class);
    assertRefused(
        evaluate(candidate.metric("train_size_60m", 199)), "insufficient_train_samples(199)");
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void refusesTheFutureAndTheDistantPast(ModelName model) {
    Duration fiveMinutes = Duration.ofMinutes(5);
    assertThat(evaluate(good(model).created(NOW.plus(fiveMinutes))))
        .isInstanceOf(Verdict.Passed.class);
    assertRefused(
        evaluate(good(model).created(NOW.plus(fiveMinutes).plusSeconds(1))),
        "candidate_created_in_future(301s)");
    Duration fortnight = Duration.ofDays(14);
    assertThat(evaluate(good(model).created(NOW.minus(fortnight))))
        .isInstanceOf(Verdict.Passed.class);
    assertRefused(
        evaluate(good(model).created(NOW.minus(fortnight).minusSeconds(1))),
        "candidate_too_old(1209601s)");
  }

  @Test
  void fillNetPassesOnABrierThatImprovedByTwoHundredths() {
    GateCandidates champion = good(ModelName.FILLNET).metric("brier", 0.25);
    GateCandidates poorSlippage = good(ModelName.FILLNET).metric("slip_mape", 0.9);
    // 0.25 − 0.23 is less than 0.02 in binary; the boundary is decimal.
    Verdict verdict = evaluate(poorSlippage.metric("brier", 0.23), champion);
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.reason()).isEqualTo("brier_delta=0.02,evidence=on_paper");
    assertThat(evaluate(poorSlippage.metric("brier", 0.2188), champion).reason())
        .isEqualTo("brier_delta=0.0312,evidence=on_paper");
    assertRefused(evaluate(poorSlippage.metric("brier", 0.2301), champion), "metrics_not_improved");
  }

  @Test
  void fillNetPassesOnSlippageWhileItsBrierLosesAtMostFiveThousandths() {
    GateCandidates champion = good(ModelName.FILLNET).metric("brier", 0.20);
    Verdict verdict = evaluate(good(ModelName.FILLNET).metric("brier", 0.205), champion);
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.reason()).isEqualTo("slip_mape=0.18,evidence=on_paper");
    assertRefused(
        evaluate(good(ModelName.FILLNET).metric("brier", 0.2051), champion),
        "metrics_not_improved");
  }

  @Test
  void fillNetIsNotComparedWithAChampionThatCannotBeMeasured() {
    LoadedModel candidate = good(ModelName.FILLNET).loaded();
    Verdict verdict =
        BOOK.evaluate(
            new Evidence(
                    candidate,
                    MetricLookup.of(candidate.file().header()),
                    Optional.of(MetricLookup.NONE),
                    NOW)
                .with(Evidence.Leniency.ON_PAPER));
    assertRefused(verdict, "metrics_not_improved");
    assertThat(verdict.checks())
        .flatExtracting(check -> check.leaves().toList())
        .extracting(Check::reason)
        .contains("missing_champion_brier_metric");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void refusesMeasuresThatAreNotFinite(double value) {
    LoadedModel rugGuard = good(ModelName.RUGGUARD).loaded();
    for (String measure : new String[] {"train_size", "auc", "f1"}) {
      MetricLookup known =
          name ->
              name.equals(measure)
                  ? java.util.OptionalDouble.of(value)
                  : rugGuard.file().header().measure(name);
      assertThat(
              BOOK.evaluate(
                  new Evidence(rugGuard, known, Optional.empty(), NOW)
                      .with(Evidence.Leniency.ON_PAPER)))
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void tellsEveryCheckOfARefusedCandidate() {
    Verdict verdict = evaluate(good(ModelName.ALPHA).metric("auc_10m", 0.62));
    assertThat(verdict.checks())
        .extracting(Check::name)
        .containsExactly(
            "structure",
            "golden_score",
            "complete",
            "status",
            "train_size",
            "reproduced",
            "auc_10m",
            "precision_at_50_60m",
            "created",
            "age_seconds");
    Check auc = verdict.checks().get(6);
    assertThat(auc.sentence()).isEqualTo("auc_10m: 0.62, required >= 0.7");
    assertThat(auc.measured()).isEqualTo(new Measurement.Number(0.62));
    assertThat(auc.required()).isEqualTo(new Measurement.Number(0.7));
    assertThat(verdict.checks()).filteredOn(check -> !check.passed()).containsExactly(auc);
  }

  private static GateCandidates good(ModelName model) {
    return GateCandidates.good(model, YESTERDAY);
  }

  private static Verdict evaluate(GateCandidates candidate) {
    LoadedModel loaded = candidate.loaded();
    return BOOK.evaluate(
        new Evidence(loaded, MetricLookup.of(loaded.file().header()), Optional.empty(), NOW)
            .with(Evidence.Leniency.ON_PAPER));
  }

  private static Verdict evaluate(GateCandidates candidate, GateCandidates champion) {
    LoadedModel loaded = candidate.loaded();
    return BOOK.evaluate(
        new Evidence(
                loaded,
                MetricLookup.of(loaded.file().header()),
                Optional.of(MetricLookup.of(champion.file().header())),
                NOW)
            .with(Evidence.Leniency.ON_PAPER));
  }

  private static void assertRefused(Verdict verdict, String reason) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.checks()).anyMatch(check -> !check.passed());
  }
}
