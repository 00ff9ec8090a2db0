package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.model.ModelName;

/** At what level a decision is taken, by which of its rows earlier ones have used. */
class AccountRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final LoadedModel MODEL = GateCandidates.good(ModelName.FILLNET, NOW).loaded();
  private static final AccountRule RULE = new AccountRule("evidence_account", 0.25);
  private static final List<GateRule> RULES =
      List.of(
          RULE,
          new NonInferiorRule(
              "auc", Reference.CHAMPION, PairedMetric.AUC, "y", 0.02, 0.975, 100, 10, 1000));

  @Test
  void theFirstDecisionIsTakenAtTheFullLevel() {
    Evidence opened = open(rows(400));
    assertThat(opened.confidence(0.975)).isEqualTo(0.975, within(1e-12));
    Check check = RULE.check(opened, true);
    assertThat(check).returns(true, Check::passed).returns("", Check::note);
    assertThat(check.spending().orElseThrow())
        .isEqualTo(new Check.Spending(NOW.minus(Duration.ofDays(10)), NOW, 400, 400, 1, true));
    assertThat(RULE.check(opened, false).spending().orElseThrow().spent())
        .as("where nothing was compared, nothing is spent")
        .isFalse();
  }

  @Test
  void laterOnesAreTakenAtTheShareOfNewRows() {
    Evidence opened = open(rows(100));
    assertThat(opened.confidence(0.975)).isEqualTo(1 - 0.025 / 4, within(1e-12));
    assertThat(RULE.check(opened, true).passed()).isTrue();
  }

  /** 99 of 400 are new: with one more, 100 of 401 are not enough, with two 101 of 402 are. */
  @Test
  void withLessThanAQuarterOfNewRowsItWaitsAndSaysHowLong() {
    Evidence opened = open(rows(99));
    Check check = RULE.check(opened, false);
    assertThat(check.passed()).isFalse();
    // 400 rows in 10 days are one in 36 minutes: 399 gaps
    assertThat(check.reason()).isEqualTo("wait_for_rows(2,2026-03-01T13:12:00Z)");
    assertThat(check.spending().orElseThrow().spent()).isFalse();
    assertThat(opened.account().waits()).isTrue();
  }

  @Test
  void aPersonMayGoAheadAndThatIsSaidAndSpent() {
    Evidence opened = RULE.open(evidence(rows(0)).with(new Evidence.Leniency(true, false)), RULES);
    assertThat(opened.confidence(0.975)).isEqualTo(0.975, within(1e-12));
    Check check = RULE.check(opened, true);
    assertThat(check.passed()).isTrue();
    assertThat(check.note()).startsWith("wait_for_rows(").endsWith(")=accepted");
    assertThat(check.spending().orElseThrow().spent()).isTrue();
  }

  @Test
  void aSecondTryOfTheSameCandidateIsDecidedAsTheFirstWas() {
    KnownRows first = rows(400);
    KnownRows now = rows(50);
    now.earlier = Optional.of(new CommonRows.EarlierDecision(0.5, first));
    Evidence opened = open(now);
    assertThat(opened.confidence(0.975)).isEqualTo(1 - 0.025 / 2, within(1e-12));
    assertThat(((Rescoring.OnRows) opened.rescoring()).rows()).isSameAs(first);
    Check check = RULE.check(opened, true);
    assertThat(check).returns(true, Check::passed).returns("second_try", Check::note);
    assertThat(check.spending().orElseThrow().spent()).isFalse();
    now.newRows = 100;
    assertThat(RULE.check(open(now), true).spending().orElseThrow().spent())
        .as("with enough new rows it is a decision of its own")
        .isTrue();
  }

  @Test
  void aCandidateThatScoresAsProductionDoesSpendsNothing() {
    KnownRows rows = rows(0);
    rows.equal = true;
    Evidence opened = open(rows);
    assertThat(opened.confidence(0.975)).isEqualTo(0.975, within(1e-12));
    Check check = RULE.check(opened, true);
    assertThat(check).returns(true, Check::passed).returns("same_scores", Check::note);
    assertThat(check.spending().orElseThrow().spent()).isFalse();
  }

  @Test
  void withoutRowsThereIsNoAccount() {
    Evidence opened =
        RULE.open(new Evidence(MODEL, MetricLookup.NONE, Optional.empty(), NOW), RULES);
    assertThat(RULE.check(opened, false))
        .returns(true, Check::passed)
        .returns(Optional.empty(), Check::spending);
    assertThat(RULE.check(open(new KnownRows(0, 0, 0, 0, 0, 0)), false).passed()).isTrue();
  }

  /** A book looks at rows only when everything else is satisfied, and never while it waits. */
  @Test
  void theBookLooksAtRowsLast() {
    GateRules gateRules = GateRules.standard();
    LoadedModel good = GateCandidates.good(ModelName.RUGGUARD, NOW).loaded();
    KnownRows rows = rows(10);
    Evidence evidence =
        new Evidence(
                good, MetricLookup.of(good.file().header()), Optional.of(MetricLookup.NONE), NOW)
            .with(new Rescoring.OnRows(rows));
    Verdict waiting = gateRules.evaluate(evidence);
    assertThat(waiting.reason()).startsWith("wait_for_rows(");
    assertThat(waiting.checks()).noneMatch(check -> check.name().contains("_against_"));
    rows.newRows = 400;
    assertThat(gateRules.evaluate(evidence).checks())
        .anyMatch(check -> check.name().equals("auc_against_champion"));
    LoadedModel poor = GateCandidates.good(ModelName.RUGGUARD, NOW).status("degraded").loaded();
    Verdict refused =
        gateRules.evaluate(
            new Evidence(
                    poor,
                    MetricLookup.of(poor.file().header()),
                    Optional.of(MetricLookup.NONE),
                    NOW)
                .with(new Rescoring.OnRows(rows)));
    assertThat(refused.reason()).isEqualTo("candidate_status_degraded");
    assertThat(refused.checks()).noneMatch(check -> check.spending().isPresent());
  }

  private static KnownRows rows(int newRows) {
    KnownRows rows = new KnownRows(400, 100, 0.7, 0.7, -0.01, 0.01);
    rows.newRows = newRows;
    return rows;
  }

  private static Evidence open(KnownRows rows) {
    return RULE.open(evidence(rows), RULES);
  }

  private static Evidence evidence(KnownRows rows) {
    return new Evidence(MODEL, MetricLookup.NONE, Optional.of(MetricLookup.NONE), NOW)
        .with(new Rescoring.OnRows(rows));
  }
}
