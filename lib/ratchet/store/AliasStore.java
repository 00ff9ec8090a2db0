package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.RolloutMarker;

/**
 * Changes the production aliases of one models folder. At every instant a reader sees either the
 * old file or the new one, whole, and a kill at any instant loses nothing.
 *
 * <p>The process that has the store open is the only writer. Before a switch, both the old and the
 * new version are archived as {@code history/<model>/<sha256>.json}. So every version that was ever
 * live can be restored, and after a kill the archive distinguishes a switch of this toolkit from a
 * file that somebody else wrote. An alias that is a symbolic link stays one; the file it leads to
 * is replaced.
 *
 * <p>Not thread-safe; use it in the thread that opened it.
 */
public final class AliasStore implements AutoCloseable {
  /** The suffix of files that are still being written. */
  public static final String TEMPORARY_SUFFIX = ".ratchet-tmp";

  private final ModelPaths paths;
  private final FileOperations operations;
  private final StoreFiles files;
  private final AliasReader reader;
  private final Ledger ledger;
  private final AliasStoreLock lock;
  private final Optional<AliasSigner> signer;
  private List<LedgerEvent> recovered = List.of();
  private Optional<InputException> indexFailure = Optional.empty();
  private Optional<InputException> problem = Optional.empty();

  private AliasStore(
      ModelPaths paths,
      FileOperations operations,
      AliasStoreLock lock,
      Optional<AliasSigner> signer) {
    this.paths = paths;
    this.operations = operations;
    this.files = new StoreFiles(operations);
    this.reader = new AliasReader(paths, operations);
    this.ledger = new Ledger(paths.ledger(), operations);
    this.lock = lock;
    this.signer = signer;
  }

  /**
   * Takes the lock and repairs what an earlier run left unfinished; {@link #recovered()} lists the
   * repairs. Where the settings hold a key, versions that become live are signed.
   *
   * @param settings their author is entered into the ledger with each repair
   * @throws InputException when the folder is missing or cannot be written, another writer keeps
   *     the lock, or the ledger is damaged before its last line
   */
  public static AliasStore open(PromotionSettings settings, Clock clock) {
    return open(settings, clock, new LocalFileOperations());
  }

  /** As {@link #open(PromotionSettings, Clock)}, on this disk; for tests. */
  public static AliasStore open(
      PromotionSettings settings, Clock clock, FileOperations operations) {
    AliasStore store = locked(settings, clock, operations);
    try {
      store.recover(clock, settings.author());
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static AliasStore locked(
      PromotionSettings settings, Clock clock, FileOperations operations) {
    String holder =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + settings.author().command()
            + ") since "
            + clock.instant();
    Path lock = settings.paths().existing().lock();
    return new AliasStore(
        settings.paths(),
        operations,
        AliasStoreLock.acquire(lock, settings.lockTimeout(), holder),
        settings.signingKey().map(key -> new AliasSigner(key, clock, operations)));
  }

  /**
   * As {@link #open(PromotionSettings, Clock)}, for a rollback, which must work in a damaged folder
   * too: what cannot be repaired, such as a damaged ledger, is reported by {@link #warnings()} and
   * does not prevent opening.
   *
   * @throws InputException when the folder is missing or another writer keeps the lock
   */
  public static AliasStore openForRollback(PromotionSettings settings, Clock clock) {
    AliasStore store = locked(settings, clock, new LocalFileOperations());
    try {
      store.recover(clock, settings.author());
    } catch (InputException e) {
      store.problem = Optional.of(e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  private void recover(Clock clock, LedgerAuthor author) {
    recovered = new AliasStoreRecovery(paths, operations, this, clock, author).run();
    saveIndex();
  }

  /** The events that opening this store appended to the ledger for its repairs; often empty. */
  public List<LedgerEvent> recovered() {
    return recovered;
  }

  /** Without an index the ledger is only slower to read, so a failure is a warning. */
  private void saveIndex() {
    try {
      ledger.saveIndex();
    } catch (InputException e) {
      indexFailure = Optional.of(e);
    }
  }

  /** Messages for the user about problems that do not prevent the work; often empty. */
  public List<String> warnings() {
    return Stream.of(problem, indexFailure)
        .flatMap(Optional::stream)
        .map(failure -> failure.getMessage() + "; " + failure.remedy())
        .toList();
  }

  /** See {@link AliasReader#live}. */
  public Optional<byte[]> live(ModelName model) {
    return reader.live(model);
  }

  /** See {@link AliasReader#liveSha256}. */
  public Optional<String> liveSha256(ModelName model) {
    return reader.liveSha256(model);
  }

  /** See {@link AliasReader#archived}. */
  public Optional<byte[]> archived(ModelName model, String sha256Prefix) {
    return reader.archived(model, sha256Prefix);
  }

  /** The ledger of this folder; only the holder of this store may append to it. */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Makes a version live that passed its gates: archives it, signs it where there is a key, and
   * replaces the alias. The caller checks before that the bytes load as a model, and appends the
   * event to the ledger afterwards.
   *
   * @throws InputException when a step fails; the message says whether the alias is unchanged
   */
  public void replace(ModelName model, byte[] content) {
    replace(model, content, PromotionStatement.PASSED);
  }

  /**
   * Whether {@link #restore} accepts this version. Without a key it accepts every version; with
   * one, only versions that this key once signed.
   */
  public boolean mayRestore(ModelName model, String sha256) {
    try {
      return signer.isEmpty()
          || signer
              .get()
              .mayRestore(
                  model, paths.alias(model), AliasReader.version(paths, model, sha256), sha256);
    } catch (IOException e) {
      throw FileFailure.of("cannot read", ModelPaths.signature(paths.alias(model)), "", e);
    }
  }

  /**
   * As {@link #replace}, for a version that was live before and did not pass its gates again.
   *
   * @throws InputException also when there is a key and it never signed this version
   */
  public void restore(ModelName model, byte[] content) {
    replace(model, content, PromotionStatement.RESTORED);
  }

  private void replace(ModelName model, byte[] content, String verdict) {
    Path target = ModelPaths.canonical(paths.alias(model));
    Optional<byte[]> old = live(model);
    if (old.isPresent() && Arrays.equals(old.get(), content)) {
      archive(model, content);
      sign(model, content, verdict);
      return;
    }
    Path temporary = temporary(target);
    try {
      operations.delete(temporary);
      if (old.isPresent()) {
        operations.createPrivate(temporary, content);
        FilePermissions.copy(target, temporary);
        archive(model, old.get());
      } else {
        operations.create(temporary, content);
      }
      archive(model, content);
      sign(model, content, verdict);
      operations.rename(temporary, target);
    } catch (IOException e) {
      files.discard(temporary, e);
      throw FileFailure.of("cannot replace", paths.alias(model), "the alias is unchanged", e);
    } catch (RuntimeException e) {
      files.discard(temporary, e);
      throw e;
    }
    syncOrPutBack(model, target, old);
  }

  private void sign(ModelName model, byte[] content, String verdict) {
    try {
      if (signer.isPresent()) {
        Path archived = AliasReader.version(paths, model, Digest.of(content));
        signer.get().sign(model, paths.alias(model), archived, content, verdict);
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot sign", paths.alias(model), "the alias is unchanged", e);
    }
  }

  /**
   * Removes the alias: undoes the promotion of a first version, before which nothing was live. The
   * version stays in the archive.
   *
   * @param sha256 the version that is expected; an alias that holds another one is not removed
   * @throws InputException when it cannot be removed; it is then still there
   */
  public void remove(ModelName model, String sha256) {
    Path target = ModelPaths.canonical(paths.alias(model));
    Optional<byte[]> old = live(model);
    if (old.isEmpty()) {
      return;
    }
    if (!Digest.of(old.get()).equals(sha256)) {
      throw new InputException(
          paths.alias(model) + " was changed by somebody else meanwhile and is not removed",
          "find out who wrote it; `reload " + model.id() + "` shows what runtimes serve");
    }
    archive(model, old.get());
    try {
      operations.delete(target);
    } catch (IOException e) {
      throw FileFailure.of("cannot remove", paths.alias(model), "the alias is unchanged", e);
    }
    syncOrPutBack(model, target, old);
  }

  void archive(ModelName model, byte[] content) {
    files.archive(paths, model, content);
  }

  /**
   * Writes the file that lists the switches about to be made. After a kill the next run reads it
   * and completes or undoes them.
   *
   * @throws InputException when it cannot be written; the caller must not switch anything then
   */
  public void writeIntent(SwitchIntent intent) {
    files.replace(paths.intent(), intent.toBytes(), "no alias was changed");
  }

  /**
   * Removes the file that {@link #writeIntent} wrote; called once the ledger has the result.
   *
   * @throws InputException when it cannot be removed; the next run then finds nothing left to do
   */
  public void removeIntent() {
    try {
      operations.delete(paths.intent());
      operations.sync(paths.directory());
    } catch (IOException e) {
      throw FileFailure.of(
          "cannot remove", paths.intent(), "the switches that it lists are done", e);
    }
  }

  /**
   * Writes the rollout marker: runtimes that watch this alias do not load this version by
   * themselves, but wait until they are asked to reload; see {@link RolloutMarker}.
   *
   * @throws InputException when it cannot be written; the caller must not switch the alias then
   */
  public void beginRollout(ModelName model, String sha256) {
    Path file = RolloutMarker.fileOf(paths.alias(model));
    files.replace(file, RolloutMarker.toBytes(sha256), "the alias was not changed");
  }

  /**
   * Removes the rollout marker, once every runtime was asked or the version is no longer live.
   *
   * @throws InputException when the marker cannot be removed
   */
  public void endRollout(ModelName model) {
    Path file = RolloutMarker.fileOf(paths.alias(model));
    try {
      operations.delete(file);
    } catch (IOException e) {
      throw FileFailure.of(
          "cannot remove", file, "runtimes load this version when they are asked to", e);
    }
  }

  private void syncOrPutBack(ModelName model, Path target, Optional<byte[]> old) {
    try {
      operations.sync(target.getParent());
    } catch (IOException e) {
      String state =
          files.putBack(target, old, e) ? "the alias is unchanged" : "the alias was changed";
      throw FileFailure.of("cannot force to the device", paths.alias(model), state, e);
    }
  }

  /** The temporary file in the folder of the target: a rename is atomic in one file system only. */
  static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + TEMPORARY_SUFFIX);
  }

  /** Releases the lock. */
  @Override
  public void close() {
    lock.close();
  }
}
