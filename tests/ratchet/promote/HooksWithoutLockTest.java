package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.promote.TwoModels.A;
import static ratchet.promote.TwoModels.B;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.PromotionSettings;

/** What a hook sees, and what others may do while it runs. */
class HooksWithoutLockTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private final List<Path> seen = new ArrayList<>();

  @BeforeEach
  void twoVersionsWereLive() {
    bed = TwoModels.champions(directory);
    bed.candidate(A, TwoModels.next(A));
    assertThat(bed.promote(A).failures()).isEmpty();
    bed.candidate(A, PromotionFixture.good(A).weight(0.3));
  }

  private PromotionHook hook(Runnable meanwhile) {
    return (model, files) -> {
      meanwhile.run();
      seen.addAll(files.promoted().values());
      seen.add(files.champion().orElseThrow());
      assertThat(Digest.of(bytes(files.promoted().get(A)))).isEqualTo(candidate());
      assertThat(Digest.of(bytes(files.champion().orElseThrow()))).isEqualTo(champion());
      assertThat(files.promoted().get(B).getFileName()).hasToString("fillnet.json");
      assertThat(mode(files.promoted().get(A).getParent())).isEqualTo("rwx------");
      return new HookResult("backtest", HookState.PASSED, OptionalInt.of(0), "", 0.1);
    };
  }

  private static String champion() {
    return TwoModels.next(A).loaded().sha256();
  }

  private static String candidate() {
    return PromotionFixture.good(A).weight(0.3).loaded().sha256();
  }

  @Test
  void judgesAPrivateCopyOfTheBytesThatAreThenPromoted() {
    byte[] good = bytes(bed.paths().candidate(A));
    bed.hooks.add(hook(() -> bed.candidate(A, "evil".getBytes())));
    bed.hooks.add(hook(() -> bed.candidate(A, good)));
    assertThat(bed.promote(A).failures()).isEmpty();
    assertThat(bed.live(A)).contains(candidate());
    assertThat(seen).isNotEmpty().noneMatch(Files::exists);
    assertThat(seen).noneMatch(file -> file.startsWith(directory));
  }

  @Test
  void aRollbackDoesNotWaitForAHookAndIsNotUndoneByTheCandidate() {
    String former = TwoModels.next(A).loaded().sha256();
    List<ModelOutcome> outcomes = new ArrayList<>();
    bed.hooks.add(hook(() -> outcomes.add(rollback())));
    PromoteReport report = bed.promote(A);
    assertThat(outcomes)
        .singleElement()
        .extracting(ModelOutcome::state)
        .isEqualTo(ModelOutcome.State.OK);
    assertThat(outcomes.get(0).championSha256()).contains(former);
    assertThat(report.lines())
        .containsExactly("PROMOTE alpha=skipped reason=alias_changed_meanwhile");
    assertThat(report.failures()).singleElement().isInstanceOf(InputException.class);
    assertThat(bed.live(A)).contains(PromotionFixture.good(A).loaded().sha256());
    TwoModels.assertLedgerTellsTheAliases(bed);
  }

  private ModelOutcome rollback() {
    return new RollbackRun(
            PromotionSettings.of(bed.paths(), bed.urls, TwoModels.author("rollback alpha")),
            (model, urls, expected) -> urls.stream().map(url -> bed.reply(url, expected)).toList(),
            TwoModels.clock(),
            bed)
        .run(A, Optional.empty());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
