package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.open;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.process.JavaProcess;
import ratchet.promote.StoreProcess;

@Timeout(120)
class AliasStoreLockTest {
  @TempDir Path folder;

  @Test
  void excludesASecondWriterInThisProcess() {
    ModelPaths paths = ModelPaths.of(folder);
    AliasStore first = open(paths);
    assertThatThrownBy(() -> open(ModelPaths.of(folder.resolve("."))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("promote.lock is held by another thread of this process");
    first.close();
    first.close();
    open(paths).close();
  }

  @Test
  void givesTheLockUpWhenOpeningFails() throws IOException {
    ModelPaths paths = ModelPaths.of(folder);
    Files.writeString(paths.ledger(), "broken\nbroken\n");
    assertThatThrownBy(() -> open(paths)).hasMessageContaining("line 1");
    Files.delete(paths.ledger());
    open(paths).close();
  }

  @Test
  void waitsForTheFirstAndGoesOn() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    AliasStore first = open(paths);
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(
            () -> {
              try (AliasStore store =
                  StoredVersions.open(
                      paths,
                      Duration.ofSeconds(60),
                      StoredVersions.CLOCK,
                      LedgerAuthor.of("test"),
                      new LocalFileOperations())) {
                return store.liveSha256(FILLNET).orElse("none");
              }
            });
    first.replace(FILLNET, version(1));
    first.close();
    assertThat(second.get()).isEqualTo(sha256(1));
  }

  @Test
  void excludesAnotherProcessAndSaysWhichOne() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    try (JavaProcess holder = StoreProcess.start("hold", folder)) {
      holder.await("ready");
      assertThatThrownBy(() -> open(paths))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("process " + holder.pid() + " (child)");
      holder.kill();
    }
    open(paths).close();
  }

  @Test
  void losesNothingWhenTwoProcessesPromoteAtOnce() throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    promote(paths, 0);
    int each = 15;
    Set<String> known = new HashSet<>();
    for (int number = 0; number <= 1000 + each; number++) {
      if (number <= each || number >= 1000) {
        known.add(sha256(number));
      }
    }
    try (JavaProcess one = StoreProcess.start("many", folder, "1", Integer.toString(each));
        JavaProcess two = StoreProcess.start("many", folder, "1000", Integer.toString(each))) {
      int seen = 0;
      while (one.isAlive() || two.isAlive()) {
        assertThat(known).contains(Digest.of(StoredVersions.alias(paths)));
        seen++;
      }
      assertThat(seen).isPositive();
      assertThat(one.exit()).as(one.errors()).isZero();
      assertThat(two.exit()).as(two.errors()).isZero();
    }
    Ledger ledger = new Ledger(paths.ledger());
    assertThat(ledger.verify()).isEqualTo(new LedgerVerification.Intact(1 + 2 * each));
    List<LedgerEvent> events = ledger.read();
    List<String> from = new ArrayList<>();
    List<String> to = new ArrayList<>();
    events.forEach(event -> from.add(event.fromSha256()));
    events.forEach(event -> to.add(event.toSha256()));
    assertThat(from.subList(1, from.size())).isEqualTo(to.subList(0, to.size() - 1));
    assertThat(to).doesNotHaveDuplicates();
    assertThat(Digest.of(StoredVersions.alias(paths))).isEqualTo(to.get(to.size() - 1));
  }
}
