package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.Evidence;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.ModelName;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.HookResult;

/**
 * Whatever stopped a candidate, the version before the champion is one command away; candidates
 * that fail at their file or at a gate are all in {@link PromotionBadCandidateTest}.
 */
class RollbackAfterRefusalTest {
  private static final ModelName ALPHA = ModelName.ALPHA;
  private static final Instant HELD_OUT = ScoredModels.START.plus(Duration.ofMinutes(8_000));
  private static final byte[] FORMER = ScoredModels.model(1, 0.1, Optional.of(HELD_OUT));
  private static final byte[] CHAMPION = ScoredModels.model(1, 0, Optional.of(HELD_OUT));

  @TempDir Path directory;
  private PromotionFixture bed;

  @BeforeEach
  void aChampionWithAPredecessorIsLive() {
    bed = new PromotionFixture(directory);
    for (byte[] good : List.of(FORMER, CHAMPION)) {
      bed.candidate(ALPHA, good);
      assertThat(bed.promote(ALPHA).failures()).isEmpty();
    }
  }

  @Test
  void ofACandidateThatIsWorseOnTheRows() {
    bed.evidence =
        new RescoredEvidence(
            (model, options) -> Optional.of(ScoredModels.ROWS),
            RescoredEvidence.History.of(bed.paths()),
            Evidence.Leniency.NONE);
    bed.candidate(ALPHA, ScoredModels.model(1, 1, Optional.of(HELD_OUT)));
    assertThat(bed.promote(ALPHA).lines().get(0))
        .startsWith("PROMOTE alpha=skipped reason=auc_10m_worse_than_champion(");
    bed.assertRollbackRestores(ALPHA, FORMER);
  }

  @Test
  void ofACandidateThatAHookRefuses() {
    bed.hooks.add(
        (model, files) -> new HookResult("backtest", HookState.FAILED, OptionalInt.of(3), "", 0.1));
    bed.candidate(ALPHA, ScoredModels.model(1, 0.05, Optional.of(HELD_OUT)));
    assertThat(bed.promote(ALPHA).lines())
        .containsExactly("PROMOTE alpha=skipped reason=backtest_failed(3)");
    bed.assertRollbackRestores(ALPHA, FORMER);
  }

  @Test
  void ofACandidateThatNoRuntimeConfirmed() {
    bed.answer = ReloadReply.Outcome.FAILED;
    bed.candidate(ALPHA, ScoredModels.model(1, 0.05, Optional.of(HELD_OUT)));
    assertThat(bed.promote(ALPHA).lines().get(0))
        .startsWith("PROMOTE alpha=rolled_back reason=reload_not_confirmed");
    bed.assertRollbackRestores(ALPHA, FORMER);
  }
}
