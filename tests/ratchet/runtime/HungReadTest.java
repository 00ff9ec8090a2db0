package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** A file system that does not answer, as a mount that hangs. */
@Timeout(120)
class HungReadTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);
  private static final byte[] SECOND = TestModels.good(ModelName.FILLNET, 2);

  @TempDir Path folder;
  private final HangingReads reads = new HangingReads();
  private ModelSlot slot;

  /** Reads that block, also when they are interrupted, until the mount is back. */
  private static final class HangingReads extends BoundedReads {
    private final AtomicInteger reading = new AtomicInteger();
    private volatile boolean hung;

    HangingReads() {
      super("test", Duration.ofMillis(50));
    }

    @Override
    <T> T run(Callable<T> read) {
      return super.run(
          () -> {
            reading.incrementAndGet();
            try {
              while (hung) {
                try {
                  Thread.sleep(5);
                } catch (InterruptedException e) {
                  // as a read in the kernel
                }
              }
              return read.call();
            } finally {
              reading.decrementAndGet();
            }
          });
    }
  }

  @BeforeEach
  void start() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    Path alias = folder.resolve(ModelName.FILLNET.aliasFile());
    slot =
        new ModelSlot(
            ModelName.FILLNET,
            alias,
            new MovableClock(TestModels.CREATED),
            Optional.empty(),
            reads,
            candidate -> {});
    slot.reload(Reload.Trigger.START);
  }

  @AfterEach
  void stop() {
    reads.hung = false;
    slot.close();
  }

  @Test
  void failsTheReloadAndGoesOnServing() {
    reads.hung = true;

    for (int i = 0; i < 20; i++) {
      SlotState state = slot.reload(Reload.Trigger.REQUEST);

      assertThat(state.serving().orElseThrow().sha256()).isEqualTo(Digest.of(FIRST));
      assertThat(state.lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.ERROR);
      assertThat(state.lastReload().orElseThrow().problem().orElseThrow())
          .startsWith("fillnet.json cannot be read: ");
    }
    assertThat(reads.reading.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void loadsAGoodFileOnceItAnswersAgain() {
    reads.hung = true;
    slot.reload(Reload.Trigger.REQUEST);
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    reads.hung = false;

    SlotState state = slot.reload(Reload.Trigger.REQUEST);
    while (!state.lastReloadSuccessful()) {
      // the reads that hung are still on their way back
      state = slot.reload(Reload.Trigger.REQUEST);
    }
    assertThat(state.serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
  }

  @Test
  void theWatchTellsItOnceAndRecovers() throws Exception {
    BlockingQueue<SlotState> seen = new LinkedBlockingQueue<>();
    try (AliasWatch watch =
        new AliasWatch(List.of(slot), Duration.ofMillis(5), (changed, state) -> seen.add(state))) {
      reads.hung = true;
      SlotState state = seen.poll(60, TimeUnit.SECONDS);
      assertThat(state.lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.ERROR);
      assertThat(seen.poll(500, TimeUnit.MILLISECONDS)).isNull();

      TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
      reads.hung = false;

      state = seen.poll(60, TimeUnit.SECONDS);
      assertThat(state.serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void manyRequestsCostTwoReloads() {
    reads.hung = true;
    try (ReloadQueue queue = new ReloadQueue(slot, (changed, state) -> {})) {
      List<CompletableFuture<SlotState>> asked = new ArrayList<>();
      asked.add(queue.reload(Reload.Trigger.REQUEST));
      while (reads.reading.get() == 0) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 1000; i++) {
        asked.add(queue.reload(Reload.Trigger.REQUEST));
      }

      asked.forEach(CompletableFuture::join);

      assertThat(slot.state().counts().get(Reload.Outcome.ERROR)).isEqualTo(2);
      assertThat(asked.get(1).join()).isSameAs(asked.get(1000).join());
      assertThat(asked.get(0).join()).isNotSameAs(asked.get(1).join());
    }
  }
}
