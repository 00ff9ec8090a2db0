package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.ALPHA;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.HookOutcome.HookState;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.RefusalExplanation;
import ratchet.promote.rollout.RefusalExplanation.Cause;
import ratchet.store.Ledger;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;

class RefusalExplainerTest {
  @TempDir Path directory;
  private PromotionFixture bed;

  @BeforeEach
  void somethingIsLive() {
    bed = new PromotionFixture(directory);
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA));
    assertThat(bed.promote(ALPHA).failures()).isEmpty();
  }

  private RefusalExplanation refuse(double auc) {
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA).metric("auc_10m", auc).weight(auc));
    return explanation();
  }

  private RefusalExplanation explanation() {
    return bed.promote(ALPHA).outcomes().get(0).explanation().orElseThrow();
  }

  @Test
  void saysWhichFigureHowFarAndWhatWouldPass() {
    RefusalExplanation first = refuse(0.62);
    assertThat(first.text())
        .startsWith(
            "alpha was refused: auc_10m is 0.62; at least 0.7 is required (0.08 short);"
                + " it passes when auc_10m >= 0.7.");
    assertThat(first.rule()).contains("auc_10m");
    assertThat(first.refusedInARow()).isEqualTo(1);
  }

  @Test
  void countsCandidatesAndNotTriesAndRemembersTheirFigures() {
    refuse(0.65);
    refuse(0.65);
    refuse(0.64);
    RefusalExplanation third = refuse(0.62);
    assertThat(third.refusedInARow()).isEqualTo(3);
    assertThat(third.refusedSince()).contains(PromotionFixture.NOW);
    assertThat(third.text())
        .contains(
            "3 candidates in a row were refused since 2026-03-01 (auc_10m before: 0.65, 0.65,"
                + " 0.64)");
    bed.dryRun = true;
    assertThat(refuse(0.61).refusedInARow()).isEqualTo(4);
    assertThat(refuse(0.62).refusedInARow()).isEqualTo(3);
  }

  @Test
  void aCandidateThatPassesEndsTheRow() {
    refuse(0.65);
    refuse(0.64);
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA).weight(0.2));
    assertThat(bed.promote(ALPHA).failures()).isEmpty();
    assertThat(new Ledger(bed.paths().ledger()).refusedCandidates(ALPHA)).isZero();
    assertThat(refuse(0.62).refusedInARow()).isEqualTo(1);
  }

  @Test
  void joinsWhatTheDataCheckFound() {
    RefusalExplainer explainer =
        new RefusalExplainer(
            new Ledger(bed.paths().ledger()),
            model -> Optional.of(List.of("drift_alpha (lp_norm moved)", "b", "c")));
    refuse(0.62);
    ModelOutcome again = explainer.explain(bed.finished.get(bed.finished.size() - 1));
    assertThat(again.explanation().orElseThrow().text())
        .endsWith("; the data check finds drift_alpha (lp_norm moved), and b.");
    assertThat(again.toJson().path("explanation").path("cause").textValue())
        .isEqualTo("data_or_model");
  }

  @Test
  void namesAFileAHookAndAPersonAsTheCause() {
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA).status("degraded"));
    assertThat(explanation().cause()).isEqualTo(Cause.FILE);
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA).weight(0.3));
    bed.hooks.add(
        (model, files) -> new HookResult("backtest", HookState.FAILED, OptionalInt.of(3), "", 0.1));
    assertThat(explanation().cause()).isEqualTo(Cause.HOOK);
    bed.hooks.clear();
    new PromotionHolds(
            PromotionSettings.of(bed.paths(), Map.of(), TwoModels.author("hold alpha")),
            TwoModels.clock())
        .hold(ALPHA, "fills collapsed");
    RefusalExplanation held = explanation();
    assertThat(held.cause()).isEqualTo(Cause.PERSON);
    assertThat(held.text()).contains("is on hold", "fills collapsed", "hold alpha --release");
    assertThat(held.refusedInARow()).isZero();
  }

  @Test
  void explainsNothingThatIsNoRefusal() {
    bed.candidate(ALPHA, PromotionFixture.good(ALPHA).weight(0.2));
    assertThat(bed.promote(ALPHA).outcomes().get(0).explanation()).isEmpty();
    bed.candidate(ALPHA, new byte[] {'x'});
    assertThat(bed.promote(ALPHA).outcomes().get(0).explanation()).isEmpty();
  }
}
