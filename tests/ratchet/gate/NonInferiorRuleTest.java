package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.features.LoadedModel;
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
    double difference = passed ? 0.001 : Math.copySign(0.05, lower + upper);
    Rows rows = new Rows(500, 100, 0.7 + difference, 0.7, lower, upper);
    Check check = rule(metric).check(evidence(rows));
    assertThat(check.passed()).isEqualTo(passed);
    assertThat(check.reason()).isEqualTo(reason);
    assertThat(check.lower()).hasValue(lower);
    assertThat(check.upper()).hasValue(upper);
    assertThat(check.window()).map(EvaluationWindow::rows).contains(500);
  }

  @Test
  void noticesWhenChampionAndCandidateAreSwapped() {
    Rows better = new Rows(500, 100, 0.80, 0.70, 0.05, 0.15);
    assertThat(rule(PairedMetric.AUC).check(evidence(better)).passed()).isTrue();
    assertThat(rule(PairedMetric.AUC).check(evidence(better.swapped())).reason())
        .isEqualTo("auc_worse_than_champion(-0.1)");
    assertThat(rule(PairedMetric.BRIER).check(evidence(better)).reason())
        .isEqualTo("brier_worse_than_champion(0.1)");
    assertThat(rule(PairedMetric.BRIER).check(evidence(better.swapped())).passed()).isTrue();
  }

  @Test
  void isInconclusiveWithTooFewRowsOrOneClass() {
    Rows rows = new Rows(99, 50, 0.8, 0.7, 0.05, 0.15);
    assertRefused(rows, "inconclusive_auc(rows=99)");
    assertRefused(rows.of(500, 9), "inconclusive_auc(positives=9)");
    assertRefused(rows.of(500, 495), "inconclusive_auc(negatives=5)");
    assertRefused(rows.of(0, 0), "inconclusive_auc(rows=0)");
  }

  private static void assertRefused(Rows rows, String reason) {
    Check refused = rule(PairedMetric.AUC).check(evidence(rows));
    assertThat(refused.passed()).isFalse();
    assertThat(refused.reason()).isEqualTo(reason);
    Check accepted = rule(PairedMetric.AUC).check(evidence(rows).accepting(true));
    assertThat(accepted.passed()).isTrue();
    assertThat(accepted.note()).isEqualTo(reason + "=accepted");
  }

  @Test
  void acceptsTheInconclusiveOnRequestButNeverTheWorse() {
    Rows worse = new Rows(500, 100, 0.6, 0.7, -0.15, -0.05);
    assertThat(rule(PairedMetric.AUC).check(evidence(worse).accepting(true)).passed()).isFalse();
    Rows unclear = new Rows(500, 100, 0.7, 0.7, -0.15, 0.15);
    assertThat(rule(PairedMetric.AUC).check(evidence(unclear).accepting(true)).passed()).isTrue();
  }

  @Test
  void isStricterOnceTheBudgetOfDecisionsIsUsedUp() {
    Rows rows = new Rows(500, 100, 0.70, 0.70, -0.015, 0.015);
    BudgetRule budget = new BudgetRule("decisions", 20, 0.99);
    Evidence within = evidence(rows.after(19));
    assertThat(budget.spent(within)).isEmpty();
    assertThat(rule(PairedMetric.AUC).check(within).passed()).isTrue();
    Evidence past = evidence(rows.after(20));
    Check refused = rule(PairedMetric.AUC).check(past.past(budget.spent(past)));
    assertThat(refused.passed()).isFalse();
    assertThat(refused.reason()).isEqualTo("inconclusive_auc(-0.03..0.03),budget=21/20");
    assertThat(budget.check(past))
        .returns(true, Check::passed)
        .returns("budget=21/20", Check::note)
        .returns("decisions: 21, required <= 20, past it the 0.99 bound", Check::sentence);
    assertThat(budget.check(past.with(new Rescoring.NoChampion())))
        .returns(true, Check::passed)
        .returns("", Check::note);
  }

  @Test
  void passesAndSaysSoWhereThereIsNothingToCompare() {
    assertThat(check(new Rescoring.NoChampion())).returns(true, Check::passed);
    assertThat(check(new Rescoring.NoChampion()).note()).isEmpty();
    assertThat(check(new Rescoring.OnPaper()).note()).isEqualTo("champion=on_paper");
    assertThat(check(new Rescoring.NotComparable("not_loadable")))
        .returns(true, Check::passed)
        .returns("champion=not_loadable", Check::note);
    assertThat(check(new Rescoring.Untrusted("candidate_without_provenance")))
        .returns(false, Check::passed)
        .returns("inconclusive_auc(candidate_without_provenance)", Check::reason);
  }

  @Test
  void aSliceThatIsClearlyWorseRefusesAndOneThatCannotTellDoesNot() {
    SliceRule rule =
        new SliceRule("by_route", PairedMetric.AUC, "y", "route", 0.02, 0.95, 100, 10, 1000);
    Rows all = new Rows(500, 100, 0.7, 0.7, -0.01, 0.01);
    all.slices.put("jupiter", new Rows(200, 50, 0.7, 0.7, -0.2, 0.1));
    assertThat(rule.check(evidence(all)).passed()).isTrue();
    all.slices.put("raydium", new Rows(200, 50, 0.6, 0.7, -0.15, -0.05));
    Check refused = rule.check(evidence(all));
    assertThat(refused.passed()).isFalse();
    assertThat(refused.reason()).isEqualTo("auc_worse_in_route_raydium(-0.1)");
    assertThat(refused.parts())
        .extracting(Check::name)
        .containsExactly("by_route_jupiter", "by_route_raydium");
    all.slices.put("raydium", new Rows(99, 50, 0.6, 0.7, -0.15, -0.05));
    assertThat(rule.check(evidence(all)).passed()).isTrue();
    assertThat(rule.check(evidence(all).with(new Rescoring.NoChampion())).passed()).isTrue();
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
    Measures boasting = name -> OptionalDouble.of(0.01);
    Measures modest = name -> OptionalDouble.of(0.30);
    Evidence onPaper = new Evidence(MODEL, boasting, Optional.of(modest), NOW);
    assertThat(rule.check(onPaper).reason()).isEqualTo("yes(0.29)");
    Rows rows = new Rows(500, 100, 0.25, 0.20, 0.01, 0.09);
    assertThat(rule.check(onPaper.with(new Rescoring.OnRows(rows))).reason())
        .isEqualTo("no(-0.05)");
  }

  private static Check check(Rescoring rescoring) {
    return rule(PairedMetric.AUC).check(evidence(new Rows(0, 0, 0, 0, 0, 0)).with(rescoring));
  }

  private static NonInferiorRule rule(PairedMetric metric) {
    return new NonInferiorRule("against_champion", metric, "y", 0.02, 0.95, 100, 10, 1000);
  }

  private static Evidence evidence(Rows rows) {
    return new Evidence(MODEL, Measures.NONE, Optional.of(Measures.NONE), NOW)
        .with(new Rescoring.OnRows(rows));
  }

  /** Rows of which everything is known; at 0.99 the interval is twice as wide. */
  private static final class Rows implements CommonRows {
    final Map<String, CommonRows> slices = new LinkedHashMap<>();
    private final int rows;
    private final int positives;
    private final PairedFigure figure;
    private int earlier;

    Rows(int rows, int positives, double candidate, double champion, double lower, double upper) {
      this.rows = rows;
      this.positives = positives;
      this.figure = new PairedFigure(candidate, champion, lower, upper);
    }

    Rows of(int otherRows, int otherPositives) {
      return new Rows(
          otherRows,
          otherPositives,
          figure.candidate(),
          figure.champion(),
          figure.lower(),
          figure.upper());
    }

    Rows swapped() {
      return new Rows(
          rows, positives, figure.champion(), figure.candidate(), -figure.upper(), -figure.lower());
    }

    Rows after(int decisions) {
      earlier = decisions;
      return this;
    }

    @Override
    public EvaluationWindow window(String label, int mostRows) {
      return new EvaluationWindow(NOW, NOW, rows, positives);
    }

    @Override
    public Optional<PairedFigure> compare(
        PairedMetric metric, String label, double confidence, int mostRows) {
      double wider = confidence > 0.95 ? 2 : 1;
      return Optional.of(
          new PairedFigure(
              figure.candidate(),
              figure.champion(),
              wider * figure.lower(),
              wider * figure.upper()));
    }

    @Override
    public Optional<PairedValues> measure(String name) {
      return Optional.of(new PairedValues(figure.candidate(), figure.champion()));
    }

    @Override
    public Map<String, CommonRows> slices(String by, String label, int mostRows) {
      return slices;
    }

    @Override
    public int earlierDecisions() {
      return earlier;
    }

    @Override
    public boolean championRowsKnown() {
      return true;
    }
  }
}
