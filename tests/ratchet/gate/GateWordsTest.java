package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import ratchet.model.Json;
import ratchet.store.GateWords;

/** What the gates write into the ledger, as people read it. */
class GateWordsTest {
  private static Check comparison(
      String relation, double lower, double estimate, double upper, double limit, boolean passed) {
    return new Check(
        "auc_against_champion",
        new Measurement.Number(estimate),
        relation,
        new Measurement.Number(limit),
        passed,
        OptionalDouble.of(lower),
        OptionalDouble.of(upper),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Check with(Check check, String metric, String against, double other) {
    return check.with(new Check.Figures(metric, against, 0, other));
  }

  private static String words(Check check) {
    return GateWords.of(CheckJson.checks(List.of(check)).get(0));
  }

  @Test
  void anIntervalIsToldAsSharesOfTheOtherFigure() {
    assertThat(
            words(
                with(
                    comparison(">=", -0.0042, 0.005, 0.0147, -0.03, true), "auc", "champion", 0.7)))
        .isEqualTo(
            "auc is between 0.6 % worse and 2.1 % better than production's 0.7;"
                + " at most 4.3 % worse is allowed");
  }

  @Test
  void anAgeHasAUnitAndADirection() {
    assertThat(words(age("created", -3, 300)))
        .isEqualTo(
            "created: the file was created 3 s before this run; at most 300 s after it is allowed");
    assertThat(words(age("created", 900_000, 300)))
        .startsWith("created: the file was created 10.4 days after this run's clock;");
    assertThat(words(age("age_seconds", 10_800, 1_209_600)))
        .isEqualTo(
            "age_seconds: the file was created 3 hours before this run;"
                + " at most 14 days before it is allowed");
  }

  private static Check age(String name, double seconds, double most) {
    return Check.simple(
        name,
        new Measurement.Number(seconds),
        "<=",
        new Measurement.Number(most),
        seconds <= most,
        "");
  }

  @Test
  void aLowerErrorIsBetter() {
    assertThat(
            words(
                with(comparison("<=", -0.002, 0.004, 0.01, 0.005, false), "brier", "anchor", 0.2)))
        .isEqualTo(
            "brier is between 5.0 % worse and 1.0 % better than the anchor's 0.2"
                + " (auc_against_champion); at most 2.5 % worse is allowed");
  }

  @Test
  void whereBothEndsAreOnOneSideTheSmallerComesFirst() {
    assertThat(
            words(
                with(comparison(">=", -0.07, -0.05, -0.035, -0.03, false), "auc", "champion", 0.7)))
        .startsWith("auc is between 5.0 % and 10.0 % worse than production's 0.7;");
    assertThat(words(with(comparison(">", 0.035, 0.05, 0.07, 0, true), "auc", "no_skill", 0.5)))
        .isEqualTo(
            "auc is between 7.0 % and 14.0 % better than a model without skill, whose figure is"
                + " 0.5; the whole interval must be better");
    assertThat(words(with(comparison(">", 0.2, 0.3, 0.4, 0, true), "brier", "no_skill", 0)))
        .isEqualTo(
            "brier is between 0.2 and 0.4 better than a model without skill"
                + " (auc_against_champion); the whole interval must be better");
  }

  @Test
  void aFigureThatMustBeThereIsShown() {
    Check check =
        Check.simple(
            "brier_present",
            new Measurement.Number(0.133),
            "is",
            new Measurement.Text("present"),
            true,
            "");
    assertThat(words(check)).isEqualTo("brier_present is 0.133, required is present");
  }

  @Test
  void withoutTheOtherFigureDifferencesStandInTheMetricsUnit() {
    assertThat(words(comparison(">=", -0.01, 0.01, 0.03, -0.02, true)))
        .isEqualTo(
            "auc_against_champion is between 0.01 worse and 0.03 better than the other version;"
                + " at most 0.02 worse is allowed");
  }

  @Test
  void aLimitThatIsMissedSaysByHowMuch() {
    Check check =
        Check.simple(
            "auc_10m",
            new Measurement.Number(0.62),
            ">=",
            new Measurement.Number(0.7),
            false,
            "low");
    assertThat(words(check)).isEqualTo("auc_10m is 0.62; at least 0.7 is required (0.08 short)");
  }

  @Test
  void aRuleThatFoundNothingToJudgeSaysSo() {
    Check check =
        Check.simple("f1", new Measurement.Missing(), ">=", new Measurement.Number(0.4), true, "");
    assertThat(check.isJudged()).isFalse();
    assertThat(words(check)).isEqualTo("f1: not judged");
    assertThat(check.sentence()).isEqualTo("f1: not judged, required >= 0.4");
    assertThat(
            GateWords.of(
                Json.read("{\"name\":\"f1\",\"measured\":null,\"passed\":true,\"parts\":[]}")))
        .isEqualTo("f1: not judged");
    Check refused =
        Check.simple(
            "f1", new Measurement.Missing(), ">=", new Measurement.Number(0.4), false, "x(y)");
    assertThat(refused.isJudged()).isTrue();
    assertThat(words(refused)).isEqualTo("f1 could not be measured (y), required >= 0.4");
  }

  @Test
  void theRefusingGatesComeFirstAndThePartsThatRefuse() {
    Check tooLittle =
        Check.simple("a", new Measurement.Number(1), ">=", new Measurement.Number(2), false, "");
    Check passed =
        Check.simple("b", new Measurement.Number(3), "<=", new Measurement.Number(4), true, "");
    Check any =
        Check.simple("any", new Measurement.Number(0), ">=", new Measurement.Number(1), false, "no")
            .combining(List.of(tooLittle, passed, tooLittle));
    assertThat(GateWords.lines(CheckJson.checks(List.of(passed, any))))
        .containsExactly(
            "refused     any: a is 1; at least 2 is required (1 short), and a is 1; at least 2 is"
                + " required (1 short)",
            "passed      b is 3; at most 4 is allowed");
  }
}
