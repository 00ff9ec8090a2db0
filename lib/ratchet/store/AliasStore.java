package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * that was ever live can come back, and after a kill the archive tells a switch of ours from a
 * stranger's. An alias that is a symbolic link stays one; the file it leads to is replaced.
 *
 * <p>Not thread-safe; use it in the thread that opened it.
 */
public final class AliasStore implements AutoCloseable {
  /** Ends the name of every file that is not finished yet. */
  public static final String TEMPORARY_SUFFIX = ".ratchet-tmp";

  private final ModelPaths paths;
  private final FileOperations disk;
  private final AliasReader reader;
  private final Ledger ledger;
  private final AliasStoreLock lock;
  private final Optional<AliasSigner> signer;
  private List<LedgerEvent> recovered = List.of();
  private Optional<InputException> indexFailure = Optional.empty();

  private AliasStore(
      ModelPaths paths, FileOperations disk, AliasStoreLock lock, Optional<AliasSigner> signer) {
    this.paths = paths;
    this.disk = disk;
    this.reader = new AliasReader(paths, disk);
    this.ledger = new Ledger(paths.ledger(), disk);
    this.lock = lock;
    this.signer = signer;
  }

  /** As {@link #open(ModelPaths, Duration, Clock, LedgerAuthor)}, for no particular command. */
  public static AliasStore open(ModelPaths paths, Duration lockTimeout, Clock clock) {
    return open(paths, lockTimeout, clock, LedgerAuthor.of("ratchet"));
  }

  /**
   * Takes the lock and mends what an earlier run left unfinished; {@link #recovered()} says what
   * that was.
   *
   * @param author written into the ledger with what was mended
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
      FileOperations disk) {
    return open(paths, lockTimeout, clock, author, disk, Optional.empty());
  }

  public static AliasStore open(
      ModelPaths paths,
      Duration lockTimeout,
      Clock clock,
      LedgerAuthor author,
      FileOperations disk,
      Optional<SigningKey> key) {
    String holder =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + author.command()
            + ") since "
            + clock.instant();
    AliasStoreLock lock = AliasStoreLock.acquire(paths.existing().lock(), lockTimeout, holder);
    try {
      AliasStore store =
          new AliasStore(
              paths, disk, lock, key.map(signing -> new AliasSigner(signing, clock, disk)));
      store.recovered = new AliasStoreRecovery(paths, disk, store, clock, author).run();
      store.saveIndex();
      return store;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
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
    return indexFailure.map(InputException::getMessage).stream().toList();
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
   * and tells the ledger afterwards.
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
      disk.delete(temporary);
      if (old.isPresent()) {
        disk.createPrivate(temporary, content);
        FileAccess.copy(target, temporary);
        archive(model, old.get());
      } else {
        disk.create(temporary, content);
      }
      archive(model, content);
      sign(model, content, verdict);
      disk.rename(temporary, target);
    } catch (IOException e) {
      discard(temporary, e);
      throw FileFailure.of("cannot replace", paths.alias(model), "the alias is unchanged", e);
    } catch (RuntimeException e) {
      discard(temporary, e);
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
      disk.delete(target);
    } catch (IOException e) {
      throw FileFailure.of("cannot remove", paths.alias(model), "the alias is unchanged", e);
    }
    syncOrPutBack(model, target, old);
  }

  /** Keeps a version by its digest; nothing when it is kept already, whole. */
  void archive(ModelName model, byte[] content) {
    Path version = AliasReader.version(paths, model, Digest.of(content));
    Path temporary = temporary(version);
    try {
      if (Files.isRegularFile(version) && Arrays.equals(disk.read(version), content)) {
        return;
      }
      disk.createFolder(version.getParent());
      disk.delete(temporary);
      disk.create(temporary, content);
      Path alias = ModelPaths.canonical(paths.alias(model));
      if (Files.isRegularFile(alias)) {
        FileAccess.narrow(temporary, alias);
      }
      disk.rename(temporary, version);
      disk.sync(version.getParent());
    } catch (IOException e) {
      discard(temporary, e);
      throw FileFailure.of("cannot archive", version, "the alias is unchanged", e);
    }
  }

  /**
   * Writes down what is about to be switched, before the first switch: after a kill the next run
   * ends it.
   *
   * @throws InputException when that cannot be written; nothing is to be switched then
   */
  public void intend(SwitchIntent intent) {
    Path file = paths.intent();
    Path temporary = temporary(file);
    try {
      disk.delete(temporary);
      disk.create(temporary, intent.toBytes());
      disk.rename(temporary, file);
      disk.sync(paths.directory());
    } catch (IOException e) {
      discard(temporary, e);
      throw FileFailure.of("cannot write", file, "no alias was changed", e);
    }
  }

  /**
   * The ledger knows how it ended.
   *
   * @throws InputException when the note cannot be removed; the next run finds nothing left to end
   */
  public void settled() {
    try {
      disk.delete(paths.intent());
      disk.sync(paths.directory());
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
    Path temporary = temporary(file);
    try {
      disk.delete(temporary);
      disk.create(temporary, RolloutMarker.toBytes(sha256));
      disk.rename(temporary, file);
      disk.sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      discard(temporary, e);
      throw FileFailure.of("cannot write", file, "the alias was not changed", e);
    }
  }

  /**
   * Every runtime has been asked, or the version is no longer live.
   *
   * @throws InputException when the marker cannot be removed
   */
  public void endRollout(ModelName model) {
    Path file = RolloutMarker.fileOf(paths.alias(model));
    try {
      disk.delete(file);
    } catch (IOException e) {
      throw FileFailure.of(
          "cannot remove", file, "runtimes load this version when they are asked to", e);
    }
  }

  private void syncOrPutBack(ModelName model, Path target, Optional<byte[]> old) {
    try {
      disk.sync(target.getParent());
    } catch (IOException e) {
      String state = putBack(target, old, e) ? "the alias is what it was" : "the alias is changed";
      throw FileFailure.of("cannot make lasting", paths.alias(model), state, e);
    }
  }

  private boolean putBack(Path target, Optional<byte[]> old, IOException failure) {
    Path temporary = temporary(target);
    try {
      if (old.isPresent()) {
        disk.create(temporary, old.get());
        if (Files.exists(target)) {
          FileAccess.copy(target, temporary);
        }
        disk.rename(temporary, target);
      } else {
        disk.delete(target);
      }
      return true;
    } catch (IOException e) {
      failure.addSuppressed(e);
      discard(temporary, failure);
      return false;
    }
  }

  private void discard(Path temporary, Exception failure) {
    try {
      disk.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
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
