package ratchet.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Checks aliases at a fixed interval and reloads each one that changed.
 *
 * <p>A version that is being rolled out ({@link ratchet.model.RolloutMarker}) is not loaded here;
 * the runtime loads it on a reload request.
 *
 * <p>Polling works on every file system, including network file systems; file events do not. A
 * change is loaded when two checks in a row see the same stamps, so that a file that is still being
 * written is not loaded. A change that alters neither size, nor time, nor inode is found by digest,
 * every {@value #CHECKS_PER_DIGEST} checks. Each alias has its own thread, so that an alias on a
 * mount that hangs does not delay the others.
 */
final class AliasWatch implements AutoCloseable {
  static final int CHECKS_PER_DIGEST = 20;

  private final ScheduledExecutorService scheduler;

  /**
   * @param onReload is called after every reload, in the thread that watches the alias
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

  /** One alias and the stamps that the last check found. */
  private static final class Watched implements Runnable {
    private final ModelSlot slot;
    private final BiConsumer<ModelSlot, SlotState> onReload;
    private List<AliasStamp> stamps;
    private boolean settled;
    private int checks;

    Watched(ModelSlot slot, BiConsumer<ModelSlot, SlotState> onReload) {
      this.slot = slot;
      this.onReload = onReload;
      // not settled: the first check compares digests, in case the file changed after the first
      // load
      this.stamps = slot.stamps();
    }

    @Override
    public void run() {
      slot.readWatchNote();
      List<AliasStamp> now = slot.stamps();
      boolean same = now.equals(stamps);
      boolean due = same && (!settled || checks >= CHECKS_PER_DIGEST);
      stamps = now;
      settled = same;
      checks = due || !same ? 0 : checks + 1;
      if (due) {
        slot.reloadIfChanged(Reload.Trigger.WATCH).ifPresent(state -> onReload.accept(slot, state));
      }
    }
  }
}
