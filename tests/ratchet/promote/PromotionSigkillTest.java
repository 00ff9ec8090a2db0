package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.promote.TwoModels.A;
import static ratchet.promote.TwoModels.B;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;
import ratchet.promote.reload.ReloadReply;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.LiveVersions;
import ratchet.store.ModelPaths;
import ratchet.store.StoredVersions;

/** Processes killed by the system where a promotion or a rollback has done half of its renames. */
@Timeout(120)
class PromotionSigkillTest {
  @TempDir Path folder;

  /**
   * Both renames go forward; where no runtime confirms, two more go back. Killed after an odd one,
   * the two aliases are of different promotions until the next run.
   */
  @ParameterizedTest
  @CsvSource({"OK,1", "OK,2", "FAILED,1", "FAILED,2", "FAILED,3", "FAILED,4"})
  void bothOrNeitherGoWhereverTheProcessIsKilled(ReloadReply.Outcome answer, int rename)
      throws Exception {
    PromotionFixture bed = TwoModels.champions(folder);
    int entered = bed.ledger().size();
    kill("together", answer.name(), Integer.toString(rename));
    assertThat(TwoModels.isCandidate(bed, A) != TwoModels.isCandidate(bed, B))
        .as("one of two")
        .isEqualTo(rename % 2 == 1);

    List<LedgerEvent> recovered = TwoModels.recover(bed);

    assertThat(TwoModels.isCandidate(bed, A)).isFalse();
    assertThat(TwoModels.isCandidate(bed, B)).isFalse();
    TwoModels.assertLedgerTellsTheAliases(bed);
    assertThat(bed.paths().intent()).doesNotExist();
    if (rename < 4) {
      assertThat(recovered).extracting(LedgerEvent::reason).contains("together_undone");
      assertThat(bed.ledger()).hasSizeGreaterThan(entered);
    }
    assertThat(TwoModels.recover(bed)).as("recovered once").isEmpty();
    bed.together = List.of(A, B);
    assertThat(bed.promote(A, B).failures()).isEmpty();
  }

  /** The version it goes back to is live, and no runtime was asked yet. */
  @Test
  void aRollbackThatIsKilledBeforeTheReloadStands() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    StoredVersions.promote(paths, 0, 1);
    kill("rollback", "1");
    assertThat(StoredVersions.alias(paths)).isEqualTo(StoredVersions.version(0));
    assertNextRunFinds(paths, 0, "rollback_not_recorded");
  }

  /** No runtime confirmed it: the alias went forward again, and then the process was killed. */
  @Test
  void aRollbackThatIsKilledWhileItIsUndoneIsUndone() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    StoredVersions.promote(paths, 0, 1);
    kill("rollback", "2");
    assertThat(StoredVersions.alias(paths)).isEqualTo(StoredVersions.version(1));
    assertNextRunFinds(paths, 1, "switch_not_recorded");
  }

  private static void assertNextRunFinds(ModelPaths paths, int version, String reason) {
    StoreInvariants.assertWhole(paths, 0, 1);
    assertThat(StoredVersions.alias(paths)).isEqualTo(StoredVersions.version(version));
    assertThat(LiveVersions.of(ModelName.FILLNET, new Ledger(paths.ledger()).read()))
        .map(LedgerEvent::toSha256)
        .isEqualTo(Optional.of(StoredVersions.sha256(version)));
    assertThat(new Ledger(paths.ledger()).read()).extracting(LedgerEvent::reason).contains(reason);
  }

  private void kill(String task, String... arguments) throws IOException, InterruptedException {
    try (JavaProcess process = StoreProcess.start(task, folder, arguments)) {
      process.await("paused");
      process.kill();
    }
  }
}
