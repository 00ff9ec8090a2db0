package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.model.ModelName;

/** What is made of an interval; how it comes about is the business of whoever scores the rows. */
class NonInferiorRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final LoadedModel MODEL = GateCandidates.good(ModelName.FILLNET, NOW).loaded();

  @ParameterizedTest
  @CsvSource({
    "AUC,   -0.005, 0.030, true,  ''",
    "AUC,   -0.020, 0.030, true,  ''",
    "AUC,   -0.021, 0.030, false, inconclusive_auc(-0.021..0.03)",
    "AUC,   -0.090, -0.021, false, auc_worse_than_champion(-0.05)",
    "AUC,   -0.090, -0.020, false, inconclusive_auc(-0.09..-0.02)",
    "BRIER, -0.030, 0.005, true,  ''",
    "BRIER, -0.030, 0.020, true,  ''",
    "BRIER, -0.030, 0.021, false, inconclusive_brier(-0.03..0.021)",
    "BRIER,  0.021, 0.090, false, brier_worse_than_champion(0.05)",
    "BRIER, -0.090, -0.021, true, ''",
  })
  void theHarmfulEndMustKeepToTheMargin(
      PairedMetric metric, double lower, double upper, boolean passed, String reason) {
    double difference = Math.min(upper, Math.max(lower, Math.copySign(0.05, lower + upper)));
    KnownRows rows = new KnownRows(500, 100, 0.7 + difference, 0.7, lower, upper);
    Check check = rule(metric).check(evidence(rows));
    assertThat(check.passed()).isEqualTo(passed);
    assertThat(check.reason()).isEqualTo(reason);
    assertThat(check.lower()).hasValue(lower);
    assertThat(check.upper()).hasValue(upper);
    assertThat(check.window()).map(EvaluationWindow::rows).contains(500);
  }

  @Test
  void noticesWhenChampionAndCandidateAreSwapped() {
    KnownRows better = new KnownRows(500, 100, 0.80, 0.70, 0.05, 0.15);
    assertThat(rule(PairedMetric.AUC).check(evidence(better)).passed()).isTrue();
    assertThat(rule(PairedMetric.AUC).check(evidence(better.swapped())).reason())
        .isEqualTo("auc_worse_than_champion(-0.1)");
    assertThat(rule(PairedMetric.BRIER).check(evidence(better)).reason())
        .isEqualTo("brier_worse_than_champion(0.1)");
    assertThat(rule(PairedMetric.BRIER).check(evidence(better.swapped())).passed()).isTrue();
  }

  @Test
  void isInconclusiveWithTooFewRowsOrOneClass() {
    KnownRows rows = new KnownRows(99, 50, 0.8, 0.7, 0.05, 0.15);
    assertRefused(rows, "inconclusive_auc(rows=99)");
    assertRefused(rows.of(500, 9), "inconclusive_auc(positives=9)");
    assertRefused(rows.of(500, 495), "inconclusive_auc(negatives=5)");
    assertRefused(rows.of(0, 0), "inconclusive_auc(rows=0)");
  }

  @Test
  void countsRowsByWhatTheyAreWorth() {
    KnownRows rows = new KnownRows(500, 250, 0.8, 0.7, 0.05, 0.15);
    rows.worth = 0.19;
    assertRefused(rows, "inconclusive_auc(worth=95)");
    KnownRows unbalanced = new KnownRows(500, 30, 0.8, 0.7, 0.05, 0.15);
    unbalanced.worth = 0.3;
    assertRefused(unbalanced, "inconclusive_auc(positives=9)");
    KnownRows few = new KnownRows(500, 250, 0.8, 0.7, 0.05, 0.15);
    few.clusters = 19;
    assertRefused(few, "inconclusive_auc(clusters=19)");
  }

  private static void assertRefused(KnownRows rows, String reason) {
    Check refused = rule(PairedMetric.AUC).check(evidence(rows));
    assertThat(refused.passed()).isFalse();
    assertThat(refused.reason()).isEqualTo(reason);
    Check accepted =
        rule(PairedMetric.AUC).check(evidence(rows).with(new Evidence.Leniency(true, false)));
    assertThat(accepted.passed()).isTrue();
    assertThat(accepted.note()).isEqualTo(reason + "=accepted");
  }

  @Test
  void acceptsTheInconclusiveOnRequestButNeverTheWorse() {
    KnownRows worse = new KnownRows(500, 100, 0.6, 0.7, -0.15, -0.05);
    assertThat(
            rule(PairedMetric.AUC)
                .check(evidence(worse).with(new Evidence.Leniency(true, false)))
                .passed())
        .isFalse();
    KnownRows unclear = new KnownRows(500, 100, 0.7, 0.7, -0.15, 0.15);
    assertThat(
            rule(PairedMetric.AUC)
                .check(evidence(unclear).with(new Evidence.Leniency(true, false)))
                .passed())
        .isTrue();
  }

  @Test
  void passesWhereNothingIsLive() {
    KnownRows rows = new KnownRows(500, 100, 0.6, 0.7, -0.15, -0.05);
    rows.opponent = new Rescoring.Opponent.None();
    assertThat(rule(PairedMetric.AUC).check(evidence(rows)))
        .returns(true, Check::passed)
        .returns("", Check::note);
  }

  @Test
  void refusesWhereNothingCanBeComparedUnlessToldTo() {
    assertUnlessOnPaper(
        evidence(new KnownRows(0, 0, 0, 0, 0, 0)).with(new Rescoring.NoRows("no_database")),
        "evidence_missing(no_database)",
        "evidence=on_paper");
    KnownRows rows = new KnownRows(500, 100, 0.6, 0.7, -0.15, -0.05);
    rows.opponent = new Rescoring.Opponent.NotComparable("not_loadable");
    assertUnlessOnPaper(
        evidence(rows), "not_comparable(champion_not_loadable)", "champion=not_loadable");
  }

  private static void assertUnlessOnPaper(Evidence evidence, String refused, String note) {
    assertThat(rule(PairedMetric.AUC).check(evidence))
        .returns(false, Check::passed)
        .returns(refused, Check::reason);
    assertThat(rule(PairedMetric.AUC).check(evidence.with(new Evidence.Leniency(true, false))))
        .returns(false, Check::passed);
    assertThat(rule(PairedMetric.AUC).check(evidence.with(Evidence.Leniency.ON_PAPER)))
        .returns(true, Check::passed)
        .returns(note, Check::note);
  }

  @Test
  void aCandidateWithoutTheScoreIsRefusedWhateverIsLive() {
    KnownRows rows = new KnownRows(500, 100, 0.7, 0.7, 0, 0);
    rows.lacking = Optional.of("hazard_model");
    Evidence lenient = evidence(rows).with(new Evidence.Leniency(true, true));
    assertThat(rule(PairedMetric.C_INDEX).check(lenient).reason())
        .isEqualTo("candidate_lacks(hazard_model)");
    rows.opponent = new Rescoring.Opponent.None();
    assertThat(skill(PairedMetric.C_INDEX).check(lenient).reason())
        .isEqualTo("candidate_lacks(hazard_model)");
  }

  @Test
  void withoutProvenanceNothingCanBeTold() {
    assertThat(
            rule(PairedMetric.AUC)
                .check(
                    evidence(new KnownRows(0, 0, 0, 0, 0, 0))
                        .with(new Rescoring.Untrusted("candidate_without_provenance"))))
        .returns(false, Check::passed)
        .returns("inconclusive_auc(candidate_without_provenance)", Check::reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0.62, 0.02, 0.20, true, ''",
    "0.52, -0.05, 0.09, false, inconclusive_skill_auc(-0.05..0.09)",
    "0.50, -0.05, 0.05, false, no_skill_auc(0.5)",
    "0.31, -0.25, -0.10, false, no_skill_auc(0.31)",
  })
  void aFirstPromotionBeatsAModelWithoutSkill(
      double auc, double lower, double upper, boolean passed, String reason) {
    KnownRows rows = new KnownRows(500, 100, auc, 0.5, lower, upper);
    assertThat(skill(PairedMetric.AUC).check(evidence(rows)).passed())
        .as("where something is live, that is the measure")
        .isTrue();
    rows.opponent = new Rescoring.Opponent.None();
    assertThat(skill(PairedMetric.AUC).check(evidence(rows)))
        .returns(passed, Check::passed)
        .returns(reason, Check::reason);
  }

  @Test
  void figuresOfTheFileMustBeThoseOfItsHoldout() {
    ReproducedRule rule = new ReproducedRule("reproduced");
    KnownRows rows = new KnownRows(500, 100, 0.7, 0.7, 0, 0);
    rows.own =
        new CommonRows.ReproducedMetrics(
            List.of(
                own("brier", 0.2, OptionalDouble.of(0.2000005)),
                own("slip_mae", 20, OptionalDouble.of(25)),
                own("slip_mape", 0.158, OptionalDouble.of(0.991))),
            Optional.empty());
    assertThat(rule.check(evidence(rows)))
        .returns(false, Check::passed)
        .returns("metric_not_reproduced(slip_mape=0.158,measured=0.991)", Check::reason)
        .returns(new Measurement.Number(2), Check::measured);
    rows.own =
        new CommonRows.ReproducedMetrics(
            List.of(own("auc", 0.8, OptionalDouble.empty())), Optional.empty());
    assertThat(rule.check(evidence(rows)).reason())
        .isEqualTo("metric_not_reproduced(auc=0.8,measured=missing)");
    rows.own = new CommonRows.ReproducedMetrics(List.of(), Optional.of("rows=900,measured=40"));
    assertThat(rule.check(evidence(rows).with(new Evidence.Leniency(true, true))).reason())
        .isEqualTo("metrics_not_reproducible(rows=900,measured=40)");
    rows.own =
        new CommonRows.ReproducedMetrics(
            List.of(own("auc", 0.8, OptionalDouble.of(0.8))), Optional.empty());
    assertThat(rule.check(evidence(rows)).passed()).isTrue();
  }

  private static CommonRows.ReproducedMetric own(
      String name, double claimed, OptionalDouble measured) {
    return new CommonRows.ReproducedMetric(name, claimed, measured, 1e-6);
  }

  private static SkillRule skill(PairedMetric metric) {
    return new SkillRule("skill", metric, "y", 0.95, 100, 10, 1000);
  }

  @Test
  void aSliceThatIsClearlyWorseRefusesAndOneThatCannotTellDoesNot() {
    SliceRule rule =
        new SliceRule("by_route", PairedMetric.AUC, "y", "route", 0.02, 0.95, 100, 10, 1000);
    KnownRows all = new KnownRows(500, 100, 0.7, 0.7, -0.01, 0.01);
    all.slices.put("jupiter", new KnownRows(200, 50, 0.7, 0.7, -0.2, 0.1));
    assertThat(rule.check(evidence(all)).passed()).isTrue();
    all.slices.put("raydium", new KnownRows(200, 50, 0.6, 0.7, -0.15, -0.05));
    Check refused = rule.check(evidence(all));
    assertThat(refused.passed()).isFalse();
    assertThat(refused.reason()).isEqualTo("auc_worse_in_route_raydium(-0.1)");
    assertThat(refused.parts())
        .extracting(Check::name)
        .containsExactly("by_route_jupiter", "by_route_raydium");
    all.slices.put("raydium", new KnownRows(99, 50, 0.6, 0.7, -0.15, -0.05));
    assertThat(rule.check(evidence(all)).passed()).isTrue();
  }

  @Test
  void aChangeIsMeasuredOnTheRowsThatBothWereScoredOn() {
    ChangeRule rule =
        new ChangeRule(
            "brier_delta",
            "brier",
            ChangeRule.Better.LOWER,
            0.02,
            false,
            false,
            new ReasonTemplate("no({measured})", "yes({measured})"));
    MetricLookup boasting = name -> OptionalDouble.of(0.01);
    MetricLookup modest = name -> OptionalDouble.of(0.30);
    Evidence onPaper = new Evidence(MODEL, boasting, Optional.of(modest), NOW);
    assertThat(rule.check(onPaper).reason()).isEqualTo("yes(0.29)");
    KnownRows rows = new KnownRows(500, 100, 0.25, 0.20, 0.01, 0.09);
    assertThat(rule.check(onPaper.with(new Rescoring.OnRows(rows))).reason())
        .isEqualTo("no(-0.05)");
  }

  private static NonInferiorRule rule(PairedMetric metric) {
    return new NonInferiorRule(
        "against_champion", Reference.CHAMPION, metric, "y", 0.02, 0.95, 100, 10, 1000);
  }

  private static Evidence evidence(KnownRows rows) {
    return new Evidence(MODEL, MetricLookup.NONE, Optional.of(MetricLookup.NONE), NOW)
        .with(new Rescoring.OnRows(rows));
  }
}
