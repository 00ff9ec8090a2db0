package ratchet.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;

/**
 * The place of one model in a runtime: reads the alias, checks the file, and swaps the served
 * version with one reference. A file that cannot be served never takes the place of one that can.
 *
 * <p>Thread-safe: reloads take turns, readers never wait.
 */
public final class ModelSlot {
  private final ModelName model;
  private final Path alias;
  private final Clock clock;
  private final AtomicReference<SlotState> state = new AtomicReference<>(SlotState.unloaded());

  public ModelSlot(ModelName model, Path alias, Clock clock) {
    this.model = model;
    this.alias = alias;
    this.clock = clock;
  }

  public ModelName model() {
    return model;
  }

  public Path alias() {
    return alias;
  }

  /** Everything known now; take it once and read from it. */
  public SlotState state() {
    return state.get();
  }

  /**
   * Loads what the alias holds now. Every fault of the file becomes an outcome, none is thrown.
   *
   * @return the state that this reload, and no other, left behind
   */
  public synchronized SlotState reload(Reload.Trigger trigger) {
    long startedNanos = System.nanoTime();
    SlotState before = state.get();
    Attempt attempt = attempt(before);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
    Reload reload =
        new Reload(
            clock.instant(), trigger, attempt.outcome, attempt.fileSha256, attempt.problem, took);
    SlotState after = before.after(reload, attempt.serving);
    state.set(after);
    return after;
  }

  /**
   * Loads the alias unless it still holds what the last reload found there, whoever asked for that;
   * a fault is so told once, however often one looks.
   *
   * @return the state that the reload left behind; empty when there was no reason for one
   */
  public synchronized Optional<SlotState> reloadIfChanged(Reload.Trigger trigger) {
    return isChanged() ? Optional.of(reload(trigger)) : Optional.empty();
  }

  private boolean isChanged() {
    Optional<Reload> last = state.get().lastReload();
    if (last.isEmpty()) {
      return true;
    }
    boolean unreadableBefore =
        last.get().outcome() == Reload.Outcome.ERROR && last.get().fileSha256().isEmpty();
    try {
      Optional<String> onDisk = AliasFile.read(alias).map(Digest::of);
      return unreadableBefore || !onDisk.equals(last.get().fileSha256());
    } catch (InputException e) {
      return !unreadableBefore;
    }
  }

  /** What one reading of the file came to, and what serves after it. */
  private record Attempt(
      Reload.Outcome outcome,
      Optional<String> fileSha256,
      Optional<String> problem,
      Optional<Serving> serving) {}

  private Attempt attempt(SlotState before) {
    Optional<String> fileSha256 = Optional.empty();
    try {
      Optional<byte[]> content = AliasFile.read(alias);
      if (content.isEmpty()) {
        return failed(before, Reload.Outcome.MISSING, fileSha256, named("there is no file"));
      }
      fileSha256 = Optional.of(Digest.of(content.get()));
      if (before.serving().map(Serving::sha256).equals(fileSha256)) {
        return new Attempt(
            Reload.Outcome.UNCHANGED, fileSha256, Optional.empty(), before.serving());
      }
      LoadedModel loaded = LoadedModel.load(model, content.get());
      Instant now = clock.instant();
      Admission.check(loaded.file().header(), now);
      return new Attempt(
          Reload.Outcome.OK, fileSha256, Optional.empty(), Optional.of(new Serving(loaded, now)));
    } catch (RatchetException e) {
      return failed(before, Reload.Outcome.ERROR, fileSha256, named(e.getMessage()));
    } catch (RuntimeException e) {
      // a reader's bug must not take down a runtime that has a good model
      return failed(before, Reload.Outcome.ERROR, fileSha256, named("unexpected failure: " + e));
    }
  }

  private static Attempt failed(
      SlotState before, Reload.Outcome outcome, Optional<String> fileSha256, String problem) {
    return new Attempt(outcome, fileSha256, Optional.of(problem), before.serving());
  }

  private String named(String problem) {
    // the name without its folder: this text travels to whoever asked for the reload
    return alias.getFileName() + ": " + problem;
  }
}
