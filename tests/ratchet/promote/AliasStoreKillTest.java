package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;
import ratchet.store.StoredVersions;

/** Fifty or more processes killed in the middle of a promotion. */
@Timeout(300)
class AliasStoreKillTest {
  private static final int RANDOM_KILLS = 16;
  private static final int STATUS_OF_A_KILL = 137;

  @TempDir Path folder;

  @Test
  void survivesAKillAtEveryStep() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    promote(paths, 0);
    int step = 1;
    while (isKilledAt(step, step)) {
      StoreInvariants.assertWhole(paths, step);
      step++;
    }
    StoreInvariants.assertWhole(paths, step);
    assertThat(step).isGreaterThan(14);
  }

  @Test
  void survivesAKillAtEveryStepOfTheFirstPromotionByThisToolkit() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    int step = 0;
    boolean killed = true;
    while (killed) {
      step++;
      installByHand(paths);
      killed = isKilledAt(step, 1);
      StoreInvariants.assertWhole(paths, 0, 1);
    }
    assertThat(step).isGreaterThan(16);
  }

  private boolean isKilledAt(int step, int version) throws Exception {
    try (JavaProcess process =
        StoreProcess.start("halt", folder, Integer.toString(step), Integer.toString(version))) {
      int exit = process.exit();
      assertThat(exit).as(process.errors()).isIn(0, STATUS_OF_A_KILL);
      return exit == STATUS_OF_A_KILL;
    }
  }

  /** An alias that the ledger knows and the archive does not. */
  private void installByHand(ModelPaths paths) throws Exception {
    Path history = folder.resolve("history");
    if (Files.exists(history)) {
      try (Stream<Path> files = Files.walk(history)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.write(paths.alias(ModelName.FILLNET), StoredVersions.version(0));
    new Ledger(paths.ledger())
        .append(
            StoredVersions.event(
                LedgerEvent.Kind.PROMOTED, null, StoredVersions.sha256(0), StoredVersions.NOON));
  }

  @Test
  void survivesKillsAtRandomInstants() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    promote(paths, 0, 1);
    Random random = new Random(42);
    for (int kill = 0; kill < RANDOM_KILLS; kill++) {
      try (JavaProcess process = StoreProcess.start("forever", folder)) {
        process.await("ready");
        Thread.sleep(random.nextInt(40));
        process.kill();
      }
      StoreInvariants.assertWhole(paths, 0, 1);
    }
  }
}
