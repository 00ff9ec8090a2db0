package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static ratchet.promote.TwoModels.A;
import static ratchet.promote.TwoModels.B;
import static ratchet.promote.TwoModels.assertLedgerTellsTheAliases;
import static ratchet.promote.TwoModels.author;
import static ratchet.promote.TwoModels.champions;
import static ratchet.promote.TwoModels.clock;
import static ratchet.promote.TwoModels.isCandidate;
import static ratchet.promote.TwoModels.next;
import static ratchet.promote.TwoModels.open;
import static ratchet.promote.TwoModels.recover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerTimeline;
import ratchet.store.LocalFileOperations;
import ratchet.store.PowerCut;
import ratchet.store.PromotionSettings;

/** Promotions that end at any step, and what the next run makes of what they leave. */
class PromotionKillTest {
  @TempDir Path directory;

  /** A kill at each step of the disk, and in between them while the runtimes are asked. */
  @ParameterizedTest
  @EnumSource(
      value = ReloadReply.Outcome.class,
      names = {"OK", "FAILED"})
  void bothOrNeitherGoWhereverARunForTwoDies(ReloadReply.Outcome answer) throws IOException {
    int steps = killed(directory.resolve("whole"), Integer.MAX_VALUE, answer).steps();
    assertThat(steps).isGreaterThan(20);
    boolean sawUndone = false;
    for (int step = 1; step < steps; step++) {
      PromotionFixture bed = killed(directory.resolve("step" + step), step, answer).bed();
      boolean oneOfTwo = isCandidate(bed, A) != isCandidate(bed, B);
      List<LedgerEvent> recovered = recover(bed);
      assertThat(isCandidate(bed, A)).as("step " + step).isEqualTo(isCandidate(bed, B));
      assertThat(bed.paths().intent()).doesNotExist();
      if (oneOfTwo) {
        sawUndone = true;
        assertThat(recovered).extracting(LedgerEvent::reason).contains("together_undone");
      }
      assertLedgerTellsTheAliases(bed);
      bed.together = List.of(A, B);
      assertThat(bed.promote(A, B).failures()).as("step " + step).isEmpty();
      assertThat(isCandidate(bed, A) && isCandidate(bed, B)).isTrue();
      assertLedgerTellsTheAliases(bed);
    }
    assertThat(sawUndone).isTrue();
  }

  @Test
  void aVersionThatNobodyConfirmedIsConfirmedByTheNextRun() throws IOException {
    PromotionFixture bed = champions(directory);
    bed.candidate(A, next(A));
    try (AliasStore store = open(bed, new LocalFileOperations())) {
      store.replace(A, next(A).bytes());
    }
    bed.asked.clear();
    PromoteReport report = bed.promote(A);
    assertThat(bed.asked).hasSize(1);
    assertThat(report.lines()).containsExactly("PROMOTE alpha=unchanged reload=ok(200)");
    assertThat(bed.warnings).anyMatch(text -> text.contains("switch_not_recorded"));
    LedgerEvent last = last(bed);
    assertThat(last.event()).isEqualTo(LedgerEvent.Kind.PROMOTED);
    assertThat(last.reason()).isEqualTo("confirmed_later");
    assertThat(last.reload().get(0).get("outcome").textValue()).isEqualTo("ok");
    bed.asked.clear();
    assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged");
    assertThat(bed.asked).isEmpty();
  }

  @Test
  void aVersionThatNobodyConfirmsIsPutBackByTheNextRun() throws IOException {
    PromotionFixture bed = champions(directory);
    String champion = bed.live(A).orElseThrow();
    bed.candidate(A, next(A));
    try (AliasStore store = open(bed, new LocalFileOperations())) {
      store.replace(A, next(A).bytes());
    }
    bed.answer = ReloadReply.Outcome.FAILED;
    PromoteReport report = bed.promote(A);
    assertThat(report.lines())
        .containsExactly(
            "PROMOTE alpha=rolled_back reason=reload_not_confirmed reload=failed(HTTP_415)");
    assertThat(bed.live(A)).contains(champion);
    assertLedgerTellsTheAliases(bed);
  }

  @Test
  void aVersionThatWasKeptUnconfirmedIsAskedForAgain() throws IOException {
    PromotionFixture bed = champions(directory);
    bed.candidate(A, next(A));
    bed.answer = ReloadReply.Outcome.FAILED;
    bed.keep = true;
    assertThat(bed.promote(A).failures()).hasSize(1);
    bed.answer = ReloadReply.Outcome.OK;
    assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged reload=ok(200)");
    assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged");
    assertThat(new LedgerTimeline(bed.ledger()).lastStanding(A))
        .map(LedgerEvent::event)
        .contains(LedgerEvent.Kind.RELOAD_FAILED);
  }

  @Test
  void goesTogetherOrNotAtAll() throws IOException {
    PromotionFixture bed = champions(directory);
    Optional<String> alpha = bed.live(A);
    bed.together = List.of(B, A);
    bed.candidate(B, next(B));
    bed.candidate(A, next(A).metric("auc_10m", 0.5));
    assertThat(bed.promote(B, A).lines())
        .containsExactly(
            "PROMOTE fillnet=skipped reason=together_with(alpha)",
            "PROMOTE alpha=skipped reason=auc_10m_too_low(0.5)");
    assertThat(isCandidate(bed, B)).isFalse();
    bed.candidate(A, next(A));
    bed.answer = ReloadReply.Outcome.FAILED;
    PromoteReport back = bed.promote(B, A);
    assertThat(back.lines())
        .containsExactly(
            "PROMOTE fillnet=rolled_back reason=reload_not_confirmed reload=failed(HTTP_415)",
            "PROMOTE alpha=rolled_back reason=together_with(fillnet) reload=skipped(no_url)");
    assertThat(bed.live(A)).isEqualTo(alpha);
    assertLedgerTellsTheAliases(bed);
    bed.answer = ReloadReply.Outcome.OK;
    assertThat(bed.promote(B, A).lines())
        .allMatch(line -> line.contains("=ok reason=") && line.contains(" reload=ok(200) "));
  }

  @Test
  void aRollbackThatDiedIsNotUndoneByTheNextOne() throws IOException {
    PromotionFixture bed = champions(directory);
    String former = bed.live(A).orElseThrow();
    bed.candidate(A, next(A));
    bed.promote(A);
    String bad = bed.live(A).orElseThrow();
    Reloader dies =
        (model, urls, expected) -> {
          throw new PowerCut.Off();
        };
    assertThatExceptionOfType(PowerCut.Off.class).isThrownBy(() -> rollback(bed, dies));
    assertThat(bed.live(A)).contains(former);
    ModelOutcome again =
        rollback(
            bed,
            (model, urls, expected) -> urls.stream().map(url -> bed.reply(url, expected)).toList());
    assertThat(again.state()).isEqualTo(ModelOutcome.State.UNCHANGED);
    assertThat(again.reload()).hasSize(1);
    assertThat(bed.live(A)).contains(former).isNotEqualTo(Optional.of(bad));
    assertThat(bed.ledger())
        .extracting(LedgerEvent::reason)
        .endsWith("rollback_not_recorded", "confirmed_later");
    assertLedgerTellsTheAliases(bed);
  }

  private static ModelOutcome rollback(PromotionFixture bed, Reloader reloader) {
    return new RollbackRun(
            PromotionSettings.of(bed.paths(), bed.urls, author("rollback alpha")),
            reloader,
            clock(),
            bed)
        .run(A, Optional.empty());
  }

  private record Killed(PromotionFixture bed, int steps) {}

  /** A run for two candidates has the disk until it is cut. */
  private static Killed killed(Path folder, int step, ReloadReply.Outcome answer)
      throws IOException {
    PromotionFixture bed = champions(Files.createDirectory(folder));
    PowerCut operations = new PowerCut(step);
    bed.answer = answer;
    try {
      TwoModels.commit(bed, operations);
    } catch (PowerCut.Off off) {
      assertThat(operations.steps()).isGreaterThanOrEqualTo(step);
    }
    bed.answer = ReloadReply.Outcome.OK;
    bed.warnings.clear();
    return new Killed(bed, operations.steps());
  }

  private static LedgerEvent last(PromotionFixture bed) {
    return bed.ledger().get(bed.ledger().size() - 1);
  }
}
