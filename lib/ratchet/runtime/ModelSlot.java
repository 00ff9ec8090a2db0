package ratchet.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.VerifyKey;
import ratchet.model.WatchNote;

/**
 * Holds the served version of one model: reads the alias, checks the file, and replaces the served
 * version by setting one reference. A file that fails a check never replaces the version that
 * serves.
 *
 * <p>Thread-safe: reloads take turns, readers never wait.
 */
public final class ModelSlot implements AutoCloseable {
  /** A problem can quote text from the file; it is cut after this many characters. */
  private static final int MOST_PROBLEM_CHARACTERS = 400;

  private final ModelName model;
  private final AliasFile alias;
  private final Clock clock;
  private final Optional<SignatureCheck> signature;
  private final Consumer<ServedModel> warmUp;
  private final AtomicReference<SlotState> state = new AtomicReference<>(SlotState.unloaded());
  private Optional<AliasStamp> signatureSeen = Optional.empty();
  private volatile Optional<String> awaited = Optional.empty();

  /**
   * @param key the file must be signed with this key; empty when unsigned files may serve
   */
  public ModelSlot(ModelName model, Path alias, Clock clock, Optional<VerifyKey> key) {
    this(
        model,
        alias,
        clock,
        key,
        new BoundedReads(model.id(), BoundedReads.TIMEOUT),
        candidate -> {});
  }

  /**
   * @param reads is closed together with the slot
   * @param warmUp is called with each version before it serves
   */
  ModelSlot(
      ModelName model,
      Path alias,
      Clock clock,
      Optional<VerifyKey> key,
      BoundedReads reads,
      Consumer<ServedModel> warmUp) {
    this.model = model;
    this.alias =
        new AliasFile(alias, key.map(verified -> SignatureCheck.fileOf(alias)), clock, reads);
    this.clock = clock;
    this.signature = key.map(verify -> new SignatureCheck(model, alias, verify));
    this.warmUp = warmUp;
  }

  public ModelName model() {
    return model;
  }

  public Path alias() {
    return alias.path();
  }

  /** The stamps of the alias and of the files beside it, read now; see {@link AliasFile#stamps}. */
  List<AliasStamp> stamps() {
    return alias.stamps();
  }

  /** Reads the note of the last watch comparison again if its file has changed. */
  void readWatchNote() {
    alias.readNote();
  }

  /**
   * The note of the last watch comparison, when it is about the version that serves; else empty.
   */
  public Optional<WatchNote> watchNote() {
    Optional<String> serving = state().serving().map(ServedModel::sha256);
    return alias.note().filter(note -> serving.equals(Optional.of(note.sha256())));
  }

  /**
   * Digest of the version that the alias holds and that waits for a reload request (a rollout);
   * else empty.
   */
  public Optional<String> awaited() {
    return awaited;
  }

  /** The current state. It is immutable: take it once to read several values that fit together. */
  public SlotState state() {
    return state.get();
  }

  /**
   * Loads what the alias holds now. A fault of the file becomes an outcome of the reload; none is
   * thrown.
   *
   * @return the state right after this reload
   */
  public synchronized SlotState reload(Reload.Trigger trigger) {
    long startedNanos = System.nanoTime();
    return load(trigger, alias.read(), startedNanos);
  }

  /**
   * Loads the alias only if its content differs from what the last reload found, so that a fault is
   * reported once and not at every check. A version that is being rolled out waits for {@link
   * #reload}.
   *
   * @return the state right after the reload; empty when nothing was reloaded
   */
  public synchronized Optional<SlotState> reloadIfChanged(Reload.Trigger trigger) {
    long startedNanos = System.nanoTime();
    AliasContent content = alias.read();
    if (!isChanged(content)) {
      awaited = Optional.empty();
      return Optional.empty();
    }
    if (content.isInRollout()) {
      awaited = content.sha256();
      return Optional.empty();
    }
    return Optional.of(load(trigger, content, startedNanos));
  }

  @Override
  public void close() {
    alias.close();
  }

  private boolean isChanged(AliasContent content) {
    Optional<Reload> last = state.get().lastReload();
    if (last.isEmpty() || !stampOf(content).equals(signatureSeen)) {
      return true;
    }
    boolean unreadableBefore =
        last.get().outcome() == Reload.Outcome.ERROR && last.get().fileSha256().isEmpty();
    return content.isReadable()
        ? unreadableBefore || !content.sha256().equals(last.get().fileSha256())
        : !unreadableBefore;
  }

  private static Optional<AliasStamp> stampOf(AliasContent content) {
    return content.signatures().map(AliasContent.SignatureContent::stamp);
  }

  private SlotState load(Reload.Trigger trigger, AliasContent content, long startedNanos) {
    SlotState before = state.get();
    signatureSeen = stampOf(content);
    awaited = Optional.empty();
    Attempt attempt = attempt(before, content);
    Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
    Reload reload =
        new Reload(
            clock.instant(),
            trigger,
            attempt.outcome,
            content.sha256(),
            attempt.problem.map(ModelSlot::shortened),
            took);
    SlotState after = before.after(reload, attempt.serving);
    state.set(after);
    return after;
  }

  /** The result of one attempt to load the file, and the version that serves after it. */
  private record Attempt(
      Reload.Outcome outcome, Optional<String> problem, Optional<ServedModel> serving) {}

  private Attempt attempt(SlotState before, AliasContent content) {
    try {
      if (content.problem().isPresent()) {
        throw content.problem().get();
      }
      if (content.bytes().isEmpty()) {
        return failed(before, Reload.Outcome.MISSING, named("there is no file"));
      }
      String sha256 = content.sha256().orElseThrow();
      Optional<SignatureCheck.Checked> signed =
          signature.map(check -> check.check(sha256, content.signatures().orElseThrow()));
      if (before.serving().map(ServedModel::sha256).equals(content.sha256())) {
        Optional<ServedModel> serving =
            before.serving().map(served -> served.withNewerPromotion(stillNewer(served, signed)));
        follow(signed);
        return new Attempt(Reload.Outcome.UNCHANGED, Optional.empty(), serving);
      }
      LoadedModel loaded = LoadedModel.load(model, content.bytes().get());
      Instant now = clock.instant();
      HeaderCheck.check(loaded.file().header(), now);
      ServedModel candidate = ServedModel.of(loaded, now).withNewerPromotion(newerAtStart(signed));
      warmUp.accept(candidate);
      follow(signed);
      return new Attempt(Reload.Outcome.OK, Optional.empty(), Optional.of(candidate));
    } catch (ModelFormatException e) {
      String problem = e.in(alias().getFileName().toString()).getMessage();
      return failed(before, Reload.Outcome.ERROR, problem);
    } catch (InputException e) {
      // the message is a predicate whose subject is the file
      return failed(before, Reload.Outcome.ERROR, alias().getFileName() + " " + e.getMessage());
    } catch (RuntimeException e) {
      // a bug in the parser must not stop a runtime that serves a good model
      return failed(before, Reload.Outcome.ERROR, named("unexpected failure: " + e));
    }
  }

  /**
   * The time of a later signed promotion, for a process that has not yet accepted a statement and
   * so cannot refuse older ones; it can only report it.
   */
  private Optional<Instant> newerAtStart(Optional<SignatureCheck.Checked> signed) {
    return signature.map(SignatureCheck::hasFollowed).orElse(true)
        ? Optional.empty()
        : signed.flatMap(SignatureCheck.Checked::newer);
  }

  private static Optional<Instant> stillNewer(
      ServedModel served, Optional<SignatureCheck.Checked> signed) {
    return served.newerPromotion().isEmpty()
        ? Optional.empty()
        : signed.flatMap(SignatureCheck.Checked::newer);
  }

  private void follow(Optional<SignatureCheck.Checked> signed) {
    signed.ifPresent(checked -> signature.orElseThrow().follow(checked.statement()));
  }

  private static Attempt failed(SlotState before, Reload.Outcome outcome, String problem) {
    return new Attempt(outcome, Optional.of(problem), before.serving());
  }

  private String named(String problem) {
    // the name without its folder: the client that requested the reload receives this text
    return alias().getFileName() + ": " + problem;
  }

  private static String shortened(String problem) {
    return problem.length() > MOST_PROBLEM_CHARACTERS
        ? problem.substring(0, MOST_PROBLEM_CHARACTERS) + "…"
        : problem;
  }
}
