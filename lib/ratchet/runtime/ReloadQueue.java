package ratchet.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Runs the reloads of one model, one at a time, on its own thread. Requests that arrive during a
 * reload share the next one. So each request is answered by a reload that began after the request,
 * and a thousand requests at once cause at most two reloads. Thread-safe.
 */
final class ReloadQueue implements AutoCloseable {
  private final ModelSlot slot;
  private final BiConsumer<ModelSlot, SlotState> onReload;
  private final ExecutorService thread;
  private CompletableFuture<SlotState> next;

  /**
   * @param onReload is called after every reload, before its callers get their answer
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

  /** The state after a reload that begins after this call. */
  synchronized CompletableFuture<SlotState> reload(Reload.Trigger trigger) {
    if (next == null) {
      CompletableFuture<SlotState> result = new CompletableFuture<>();
      next = result;
      thread.execute(() -> run(result, trigger));
    }
    return next;
  }

  private void run(CompletableFuture<SlotState> result, Reload.Trigger trigger) {
    synchronized (this) {
      next = null;
    }
    try {
      SlotState state = slot.reload(trigger);
      onReload.accept(slot, state);
      result.complete(state);
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
