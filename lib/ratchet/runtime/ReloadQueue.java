package ratchet.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Reloads of one model, one at a time, on a thread of its own. Requests that come while one is
 * under way share the next: each is answered by a reload that began after it was asked for, and a
 * thousand of them cost two. Thread-safe.
 */
final class ReloadQueue implements AutoCloseable {
  private final ModelSlot slot;
  private final BiConsumer<ModelSlot, SlotState> onReload;
  private final ExecutorService thread;
  private CompletableFuture<SlotState> next;

  /**
   * @param onReload receives every reload, before the callers that requested it
   */
  ReloadQueue(ModelSlot slot, BiConsumer<ModelSlot, SlotState> onReload) {
    this.slot = slot;
    this.onReload = onReload;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, "reload-" + slot.model().id());
              daemon.setDaemon(true);
              return daemon;
            });
  }

  /** The state that a reload leaves behind which begins after this call. */
  synchronized CompletableFuture<SlotState> reload(Reload.Trigger trigger) {
    if (next == null) {
      CompletableFuture<SlotState> asked = new CompletableFuture<>();
      next = asked;
      thread.execute(() -> run(asked, trigger));
    }
    return next;
  }

  private void run(CompletableFuture<SlotState> asked, Reload.Trigger trigger) {
    synchronized (this) {
      next = null;
    }
    try {
      SlotState state = slot.reload(trigger);
      onReload.accept(slot, state);
      asked.complete(state);
    } catch (RuntimeException e) {
      asked.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
