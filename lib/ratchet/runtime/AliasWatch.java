package ratchet.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Notices that an alias changed and has it loaded as if someone had asked.
 *
 * <p>It looks at the files at an interval rather than asking the system for events: that works on
 * every file system, a network's too. A change is loaded once it looks the same twice in a row, so
 * that a file which is still being written is left alone; a change that does not show in size, time
 * or inode is found by digest, every {@value #LOOKS_PER_DIGEST} looks.
 */
final class AliasWatch implements AutoCloseable {
  static final int LOOKS_PER_DIGEST = 20;

  private final List<ModelSlot> slots;
  private final BiConsumer<ModelSlot, SlotState> onReload;
  private final Map<ModelSlot, Sighting> sightings = new LinkedHashMap<>();
  private final ScheduledExecutorService scheduler;

  /** What the last look saw, and whether it has been loaded. */
  private record Sighting(AliasStamp stamp, boolean settled, int looks) {}

  /**
   * @param onReload told of every reload, in the watching thread
   */
  AliasWatch(List<ModelSlot> slots, Duration interval, BiConsumer<ModelSlot, SlotState> onReload) {
    this.slots = List.copyOf(slots);
    this.onReload = onReload;
    // not settled: what changed between the first load and now is compared by digest
    slots.forEach(slot -> sightings.put(slot, new Sighting(AliasStamp.of(slot.alias()), false, 0)));
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "alias-watch");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.scheduleWithFixedDelay(
        this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    slots.forEach(this::look);
  }

  private void look(ModelSlot slot) {
    Sighting before = sightings.get(slot);
    AliasStamp stamp = AliasStamp.of(slot.alias());
    boolean same = stamp.equals(before.stamp);
    boolean due = same && (!before.settled || before.looks >= LOOKS_PER_DIGEST);
    sightings.put(slot, new Sighting(stamp, same, due || !same ? 0 : before.looks + 1));
    if (due) {
      slot.reloadIfChanged(Reload.Trigger.WATCH).ifPresent(state -> onReload.accept(slot, state));
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
