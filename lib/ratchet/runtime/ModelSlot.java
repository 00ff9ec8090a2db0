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
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.VerifyKey;

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
  private final Optional<SignatureCheck> signature;
  private final AtomicReference<SlotState> state = new AtomicReference<>(SlotState.unloaded());
  private Optional<AliasStamp> signatureSeen = Optional.empty();

  public ModelSlot(ModelName model, Path alias, Clock clock) {
    this(model, alias, clock, Optional.empty());
  }

  /**
   * @param key with which the file must be signed; empty where any file may serve
   */
  public ModelSlot(ModelName model, Path alias, Clock clock, Optional<VerifyKey> key) {
    this.model = model;
    this.alias = alias;
    this.clock = clock;
    this.signature = key.map(verify -> new SignatureCheck(model, alias, verify));
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
    signatureSeen = signature.map(SignatureCheck::stamp);
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
    if (last.isEmpty() || !signature.map(SignatureCheck::stamp).equals(signatureSeen)) {
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
      String sha256 = Digest.of(content.get());
      fileSha256 = Optional.of(sha256);
      Optional<PromotionStatement> statement = signature.map(check -> check.check(sha256));
      if (before.serving().map(Serving::sha256).equals(fileSha256)) {
        follow(statement);
        return new Attempt(
            Reload.Outcome.UNCHANGED, fileSha256, Optional.empty(), before.serving());
      }
      LoadedModel loaded = LoadedModel.load(model, content.get());
      Instant now = clock.instant();
      Admission.check(loaded.file().header(), now);
      follow(statement);
      return new Attempt(
          Reload.Outcome.OK, fileSha256, Optional.empty(), Optional.of(Serving.of(loaded, now)));
    } catch (ModelFormatException e) {
      String problem = e.in(alias.getFileName().toString()).getMessage();
      return failed(before, Reload.Outcome.ERROR, fileSha256, problem);
    } catch (InputException e) {
      // a predicate of the file
      return failed(
          before, Reload.Outcome.ERROR, fileSha256, alias.getFileName() + " " + e.getMessage());
    } catch (RuntimeException e) {
      // a reader's bug must not take down a runtime that has a good model
      return failed(before, Reload.Outcome.ERROR, fileSha256, named("unexpected failure: " + e));
    }
  }

  private void follow(Optional<PromotionStatement> statement) {
    statement.ifPresent(followed -> signature.orElseThrow().follow(followed));
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
