package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.RolloutMarker;
import ratchet.model.SigningKey;

/**
 * The production aliases of one models folder, changed so that a reader sees the old file or the
 * new one, whole, at every instant, and a kill at any instant loses nothing.
 *
 * <p>Whoever has the store open is the only writer. Both the version that goes and the version that
 * comes are archived under {@code history/<model>/<sha256>.json} before the switch: every version
 * that was ever live can come back, and after a kill the archive distinguishes our switch from a
 * stranger's. An alias that is a symbolic link stays one; the file it leads to is replaced.
 *
 * <p>Not thread-safe; use it in the thread that opened it.
 */
public final class AliasStore implements AutoCloseable {
  /** Ends the name of every file that is not finished yet. */
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

  /** As {@link #open(ModelPaths, Duration, Clock, LedgerAuthor)}, for no particular command. */
  public static AliasStore open(ModelPaths paths, Duration lockTimeout, Clock clock) {
    return open(paths, lockTimeout, clock, LedgerAuthor.of("ratchet"));
  }

  /**
   * Takes the lock and repairs what an earlier run left unfinished; {@link #recovered()} lists what
   * that was.
   *
   * @param author written into the ledger with each repair
   * @throws InputException when the folder is missing or cannot be written, another writer keeps
   *     the lock, or the ledger is damaged before its last line
   */
  public static AliasStore open(
      ModelPaths paths, Duration lockTimeout, Clock clock, LedgerAuthor author) {
    return open(paths, lockTimeout, clock, author, new LocalFileOperations());
  }

  /** As the settings say; what becomes live is signed where they hold a key. */
  public static AliasStore open(PromotionSettings settings, Clock clock) {
    return open(
        settings.paths(),
        settings.lockTimeout(),
        clock,
        settings.author(),
        new LocalFileOperations(),
        settings.signingKey());
  }

  public static AliasStore open(
      ModelPaths paths,
      Duration lockTimeout,
      Clock clock,
      LedgerAuthor author,
      FileOperations operations) {
    return open(paths, lockTimeout, clock, author, operations, Optional.empty());
  }

  public static AliasStore open(
      ModelPaths paths,
      Duration lockTimeout,
      Clock clock,
      LedgerAuthor author,
      FileOperations operations,
      Optional<SigningKey> key) {
    AliasStore store = locked(paths, lockTimeout, clock, author, operations, key);
    try {
      store.recover(clock, author);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static AliasStore locked(
      ModelPaths paths,
      Duration lockTimeout,
      Clock clock,
      LedgerAuthor author,
      FileOperations operations,
      Optional<SigningKey> key) {
    String holder =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + author.command()
            + ") since "
            + clock.instant();
    return new AliasStore(
        paths,
        operations,
        AliasStoreLock.acquire(paths.existing().lock(), lockTimeout, holder),
        key.map(signing -> new AliasSigner(signing, clock, operations)));
  }

  /**
   * As {@link #open(PromotionSettings, Clock)}, for a way back that must work: what an earlier run
   * left and cannot be fixed, such as a damaged ledger, is among the {@link #warnings()} and in
   * nobody's way.
   *
   * @throws InputException when the folder is missing or another writer keeps the lock
   */
  public static AliasStore openInAnyCase(PromotionSettings settings, Clock clock) {
    AliasStore store =
        locked(
            settings.paths(),
            settings.lockTimeout(),
            clock,
            settings.author(),
            new LocalFileOperations(),
            settings.signingKey());
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

  /** What was found unfinished or changed by others, as the ledger now has it; often empty. */
  public List<LedgerEvent> recovered() {
    return recovered;
  }

  /** A folder whose index cannot be written is as good as any, only slower. */
  private void saveIndex() {
    try {
      ledger.saveIndex();
    } catch (InputException e) {
      indexFailure = Optional.of(e);
    }
  }

  /** What a person should know although nothing had to be fixed; often empty. */
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

  public Ledger ledger() {
    return ledger;
  }

  /**
   * Makes these bytes, which passed their gate, the alias; the caller has checked that they load,
   * and enters it into the ledger afterwards.
   *
   * @throws InputException when anything fails; the alias is then what it was
   */
  public void replace(ModelName model, byte[] content) {
    replace(model, content, PromotionStatement.PASSED);
  }

  /**
   * Whether {@link #restore} may bring these bytes back: where a key signs what is live, only what
   * it once spoke for.
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
   * As {@link #replace}, for a version that was live before.
   *
   * @throws InputException also when the key that signs never spoke for it
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
   * Takes the alias away: what putting back means where nothing was live before. The version stays
   * in the archive.
   *
   * @param sha256 what this toolkit put there; an alias that holds something else is not removed
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
          "see who wrote it, and what runtimes serve now, with reload " + model.id());
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
   * Writes down what is about to be switched, before the first switch: after a kill the next run
   * ends it.
   *
   * @throws InputException when that cannot be written; nothing is to be switched then
   */
  public void intend(SwitchIntent intent) {
    files.replace(paths.intent(), intent.toBytes(), "no alias was changed");
  }

  /**
   * The ledger knows how it ended.
   *
   * @throws InputException when the note cannot be removed; the next run finds nothing left to end
   */
  public void settled() {
    try {
      operations.delete(paths.intent());
      operations.sync(paths.directory());
    } catch (IOException e) {
      throw FileFailure.of("cannot remove", paths.intent(), "what it is about is done", e);
    }
  }

  /**
   * Runtimes that watch this alias leave this version to the reload whose turn it is; see {@link
   * RolloutMarker}.
   *
   * @throws InputException when that cannot be written; nothing is to be switched then
   */
  public void beginRollout(ModelName model, String sha256) {
    Path file = RolloutMarker.fileOf(paths.alias(model));
    files.replace(file, RolloutMarker.toBytes(sha256), "the alias was not changed");
  }

  /**
   * Every runtime has been asked, or the version is no longer live.
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
          files.putBack(target, old, e) ? "the alias is what it was" : "the alias is changed";
      throw FileFailure.of("cannot make lasting", paths.alias(model), state, e);
    }
  }

  /** Beside the file it becomes, because a rename is atomic within one file system only. */
  static Path temporary(Path target) {
    return target.resolveSibling("." + target.getFileName() + TEMPORARY_SUFFIX);
  }

  /** Gives the lock up. */
  @Override
  public void close() {
    lock.close();
  }
}
