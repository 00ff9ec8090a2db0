package ratchet.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Notices that an alias changed and has it loaded as if someone had asked.
 *
 * <p>A version that is being rolled out ({@link ratchet.model.RolloutMarker}) is left to the
 * request whose turn it is.
 *
 * <p>It looks at the files at an interval rather than asking the system for events: that works on
 * every file system, a network's too. A change is loaded once it looks the same twice in a row, so
 * that a file which is still being written is left alone; a change that does not show in size, time
 * or inode is found by digest, every {@value #LOOKS_PER_DIGEST} looks. Each alias has a thread of
 * its own: one on a mount that hangs does not keep the others waiting.
 */
final class AliasWatch implements AutoCloseable {
  static final int LOOKS_PER_DIGEST = 20;

  private final ScheduledExecutorService scheduler;

  /**
   * @param onReload receives every reload, in the watching thread
   */
  AliasWatch(List<ModelSlot> slots, Duration interval, BiConsumer<ModelSlot, SlotState> onReload) {
    AtomicInteger count = new AtomicInteger();
    this.scheduler =
        Executors.newScheduledThreadPool(
            slots.size(),
            task -> {
              Thread thread = new Thread(task, "alias-watch-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (ModelSlot slot : slots) {
      scheduler.scheduleWithFixedDelay(
          new Watched(slot, onReload),
          interval.toMillis(),
          interval.toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  /** One alias, and what the last look saw. */
  private static final class Watched implements Runnable {
    private final ModelSlot slot;
    private final BiConsumer<ModelSlot, SlotState> onReload;
    private List<AliasStamp> stamps;
    private boolean settled;
    private int looks;

    Watched(ModelSlot slot, BiConsumer<ModelSlot, SlotState> onReload) {
      this.slot = slot;
      this.onReload = onReload;
      // not settled: what changed between the first load and now is compared by digest
      this.stamps = slot.stamps();
    }

    @Override
    public void run() {
      slot.readWatchNote();
      List<AliasStamp> now = slot.stamps();
      boolean same = now.equals(stamps);
      boolean due = same && (!settled || looks >= LOOKS_PER_DIGEST);
      stamps = now;
      settled = same;
      looks = due || !same ? 0 : looks + 1;
      if (due) {
        slot.reloadIfChanged(Reload.Trigger.WATCH).ifPresent(state -> onReload.accept(slot, state));
      }
    }
  }
}
