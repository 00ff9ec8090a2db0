package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.gate.HookOutcome.HookOutcomes;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.Json;
import ratchet.model.ModelName;

class HookRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PASSED,         true,  true,  ''",
    "PASSED,         false, true,  ''",
    "NOT_APPLICABLE, true,  true,  ''",
    "NOT_APPLICABLE, false, false, ope_not_applicable",
    "FAILED,         true,  false, ope_failed(3)",
    "FAILED,         false, false, ope_failed(3)",
    "TIMED_OUT,      true,  false, ope_timed_out",
    "ABSENT,         true,  false, ope_absent",
  })
  void onlyAHookThatSaysNothingIsForgiven(
      HookState state, boolean whenPresent, boolean passed, String reason) {
    Check check =
        new HookRule("evaluation", "ope", whenPresent)
            .check(evidence(good(), () -> List.of(outcome("ope", state))));
    assertThat(check.passed()).isEqualTo(passed);
    assertThat(check.reason()).isEqualTo(reason);
    assertThat(check.name()).isEqualTo("evaluation");
    assertThat(check.measured()).isEqualTo(new Measurement.Text(state.id()));
    assertThat(check.required()).isEqualTo(new Measurement.Text("passed"));
  }

  @Test
  void aHookThatIsNotConfiguredIsMissing() {
    Evidence none = evidence(good(), HookOutcomes.NONE);
    assertThat(new HookRule("ope", "ope", true).check(none)).returns(true, Check::passed);
    assertThat(new HookRule("ope", "ope", false).check(none))
        .returns(false, Check::passed)
        .returns("missing_ope", Check::reason)
        .returns("ope: missing, required is passed", Check::sentence);
  }

  @Test
  void hooksAreAskedOnceAllElseIsSatisfied() {
    HookOutcomes never =
        () -> {
          throw new AssertionError("asked although a gate refuses");
        };
    Verdict refused = evaluate(GateRules.standard(), good().status("degraded"), never);
    assertThat(refused.reason()).isEqualTo("candidate_status_degraded");
    assertThat(refused.checks()).extracting(Check::name).doesNotContain("backtest", "ope");
  }

  @Test
  void theVerdictIsThatOfTheHooksToo() {
    Verdict passed =
        evaluate(
            GateRules.standard(), good(), () -> List.of(outcome("backtest", HookState.PASSED)));
    assertThat(passed).isInstanceOf(Verdict.Passed.class);
    assertThat(passed.checks()).extracting(Check::name).endsWith("backtest", "ope");
    Verdict refused =
        evaluate(
            GateRules.standard(), good(), () -> List.of(outcome("backtest", HookState.FAILED)));
    assertThat(refused).isInstanceOf(Verdict.Refused.class);
    assertThat(refused.reason()).isEqualTo("backtest_failed(3)");
    assertThat(refused.checks())
        .as("ope was not asked any more")
        .extracting(Check::name)
        .endsWith("age_seconds", "backtest");
  }

  /** Neither a book that knows nothing of hooks nor a hook of another name opens a hole. */
  @Test
  void aHookThatNoRuleNamesRefusesAllTheSame() {
    Verdict refused =
        evaluate(
            GateRules.standard(), good(), () -> List.of(outcome("shadow", HookState.TIMED_OUT)));
    assertThat(refused).isInstanceOf(Verdict.Refused.class);
    assertThat(refused.reason()).isEqualTo("shadow_timed_out");
  }

  @Test
  void aBookMayInsistOnAHook() {
    String standard = Json.line(GateRules.standard().json());
    String strict =
        standard.replace("\"hook\":\"backtest\",\"when_present\":true", "\"hook\":\"backtest\"");
    assertThat(strict).isNotEqualTo(standard);
    GateRules gateRules = GateRules.parse("strict.json", strict.getBytes(StandardCharsets.UTF_8));
    assertThat(evaluate(gateRules, good(), HookOutcomes.NONE).reason())
        .isEqualTo("missing_backtest");
  }

  private static GateCandidates good() {
    return GateCandidates.good(ModelName.RUGGUARD, NOW.minus(Duration.ofDays(1)));
  }

  private static Verdict evaluate(
      GateRules gateRules, GateCandidates candidate, HookOutcomes hooks) {
    return gateRules.evaluate(evidence(candidate, hooks));
  }

  private static Evidence evidence(GateCandidates candidate, HookOutcomes hooks) {
    LoadedModel loaded = candidate.loaded();
    return new Evidence(loaded, MetricLookup.of(loaded.file().header()), Optional.empty(), NOW)
        .with(Evidence.Leniency.ON_PAPER)
        .with(hooks);
  }

  private static HookOutcome outcome(String hook, HookState state) {
    return new HookOutcome(
        hook, state, state == HookState.FAILED ? OptionalInt.of(3) : OptionalInt.empty());
  }
}
