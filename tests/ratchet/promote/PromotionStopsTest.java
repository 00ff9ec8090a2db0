package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.promote.TwoModels.A;
import static ratchet.promote.TwoModels.author;
import static ratchet.promote.TwoModels.clock;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.GateCandidates;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.RefusalException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;

/** What a person said comes before every gate. */
class PromotionStopsTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private PromotionHolds holds;

  @BeforeEach
  void twoVersionsWereLive() {
    bed = TwoModels.champions(directory);
    bed.candidate(A, TwoModels.next(A));
    assertThat(bed.promote(A).failures()).isEmpty();
    holds =
        new PromotionHolds(
            PromotionSettings.of(bed.paths(), Map.of(), author("hold alpha")), clock());
  }

  private ModelOutcome rollback() {
    return new RollbackRun(
            PromotionSettings.of(bed.paths(), bed.urls, author("rollback alpha")),
            (model, urls, expected) -> urls.stream().map(url -> bed.reply(url, expected)).toList(),
            clock(),
            bed)
        .run(A, Optional.empty());
  }

  private static GateCandidates third() {
    return PromotionFixture.good(A).weight(0.3);
  }

  @Test
  void aModelOnHoldIsSkippedUntilItIsReleased() {
    String live = bed.live(A).orElseThrow();
    holds.hold(A, "fills\ncollapsed");
    bed.candidate(A, third());
    for (boolean dry : new boolean[] {false, true}) {
      bed.dryRun = dry;
      PromoteReport report = bed.promote(A);
      assertThat(report.outcomes().get(0).reason())
          .isEqualTo("held_by(tester@testhost since 2026-03-01T12:00:00Z: fills collapsed)");
      assertThat(report.failures()).singleElement().isInstanceOf(RefusalException.class);
    }
    bed.dryRun = false;
    assertThat(bed.live(A)).contains(live);
    assertThat(holds.all()).containsOnlyKeys(A);
    assertThat(holds.release(A)).isPresent();
    assertThat(holds.release(A)).isEmpty();
    assertThat(bed.promote(A).failures()).isEmpty();
    assertThat(bed.live(A)).contains(third().loaded().sha256());
    TwoModels.assertLedgerTellsTheAliases(bed);
  }

  @Test
  void aHoldThatComesWhileACandidateIsJudgedHoldsItToo() {
    bed.candidate(A, third());
    bed.hooks.add(
        (model, files) -> {
          holds.hold(A, "meanwhile");
          return new HookResult("backtest", HookState.PASSED, OptionalInt.of(0), "", 0.1);
        });
    assertThat(bed.promote(A).lines().get(0)).startsWith("PROMOTE alpha=skipped reason=held_by(");
  }

  @Test
  void aVersionThatWasRolledBackIsNotPromotedAgain() {
    String bad = bed.live(A).orElseThrow();
    assertThat(rollback().state()).isEqualTo(ModelOutcome.State.OK);
    String expected =
        "PROMOTE alpha=skipped reason=rolled_back_before(" + bad.substring(0, 12) + ")";
    assertThat(bed.promote(A).lines()).containsExactly(expected);
    bed.candidate(A, TwoModels.next(A).metric("auc_10m", 0.81));
    assertThat(bed.promote(A).lines()).as("an equal fit").containsExactly(expected);
    bed.evenIfRolledBack = true;
    assertThat(bed.promote(A).failures()).isEmpty();
    bed.evenIfRolledBack = false;
    assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged");
    bed.candidate(A, third());
    assertThat(bed.promote(A).failures()).isEmpty();
  }

  @Test
  void aVersionThatNoRuntimeConfirmedMayBeTriedAgain() {
    bed.candidate(A, third());
    bed.answer = ReloadReply.Outcome.FAILED;
    assertThat(bed.promote(A).lines().get(0)).startsWith("PROMOTE alpha=rolled_back");
    bed.answer = ReloadReply.Outcome.OK;
    assertThat(bed.promote(A).failures()).isEmpty();
    assertThat(bed.live(A)).contains(third().loaded().sha256());
  }

  @Test
  void aLiveFileThatDoesNotLoadIsTheReasonWhereNothingCanBeComparedWithIt() {
    PromotionFixture.write(bed.paths().alias(TwoModels.B), "garbage".getBytes());
    bed.candidate(TwoModels.B, PromotionFixture.good(TwoModels.B).metric("brier", 0.9));
    PromoteReport report = bed.promote(TwoModels.B);
    assertThat(report.lines())
        .containsExactly("PROMOTE fillnet=skipped reason=live_file_unreadable");
    assertThat(report.failures().get(0).remedy()).isEqualTo("run: rollback fillnet");
  }
}
