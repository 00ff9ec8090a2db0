package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.model.PromotionStatement;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.SigningKey;

/**
 * Signs a version that is about to become live. The file {@code <alias>.sig} lies beside the alias.
 * It holds the new statement before the alias is switched, and keeps the former ones, so that a
 * reader finds at every moment a statement about the bytes that are live.
 *
 * <p>A version is signed as passed once, after it passed its gates; that statement is kept beside
 * the archived version. Only versions with such a statement may be restored later: a file in the
 * models folder without a statement by this key was put there by somebody else.
 */
final class AliasSigner {
  private final SigningKey key;
  private final Clock clock;
  private final FileOperations operations;

  AliasSigner(SigningKey key, Clock clock, FileOperations operations) {
    this.key = key;
    this.clock = clock;
    this.operations = operations;
  }

  /**
   * Adds a statement about {@code content} to the signature of the alias. Content that does not
   * load as a model is not signed: no runtime could serve it.
   *
   * @param alias the path that the runtime reads; it may be a symbolic link
   * @param archived the file of the version in the history
   * @param verdict {@link PromotionStatement#PASSED} or {@link PromotionStatement#RESTORED}
   * @throws IOException when a file cannot be replaced; it is then unchanged
   * @throws InputException when a version is to be restored that this key never signed
   */
  void sign(ModelName model, Path alias, Path archived, byte[] content, String verdict)
      throws IOException {
    Instant created;
    try {
      created = ModelReader.read(model, content).header().created();
    } catch (ModelFormatException notLoadable) {
      return;
    }
    Path file = ModelPaths.signature(alias);
    List<SignedStatement> before = ownStatements(file);
    String sha256 = Digest.of(content);
    if (verdict.equals(PromotionStatement.RESTORED)
        && !covers(before, model, sha256)
        && !covers(ownStatements(ModelPaths.signature(archived)), model, sha256)) {
      throw new InputException(
          "no statement by this key covers "
              + Digest.abbreviate(sha256)
              + " of "
              + model.id()
              + "; nothing was restored",
          "promote it through its gates, choose a version that was signed, or run without"
              + " --sign-key");
    }
    SignedStatement next =
        key.sign(new PromotionStatement(model, sha256, created, verdict, timeAfter(before)));
    if (verdict.equals(PromotionStatement.PASSED)) {
      write(ModelPaths.signature(archived), SignatureFile.with(List.of(), next));
    }
    write(file, SignatureFile.with(before, next));
  }

  /** Whether the version may be restored: a statement by this key covers it. */
  boolean mayRestore(ModelName model, Path alias, Path archived, String sha256) throws IOException {
    return covers(ownStatements(ModelPaths.signature(alias)), model, sha256)
        || covers(ownStatements(ModelPaths.signature(archived)), model, sha256);
  }

  private static boolean covers(List<SignedStatement> signed, ModelName model, String sha256) {
    return signed.stream()
        .map(SignedStatement::statement)
        .anyMatch(statement -> statement.model() == model && statement.sha256().equals(sha256));
  }

  private void write(Path file, byte[] content) throws IOException {
    Path temporary = AliasStore.temporary(file);
    try {
      operations.delete(temporary);
      operations.create(temporary, content);
      if (Files.isRegularFile(file)) {
        FilePermissions.copy(file, temporary);
      }
      operations.rename(temporary, file);
      operations.sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      try {
        operations.delete(temporary);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** The present time, or just after the latest statement where the clock was set back. */
  private Instant timeAfter(List<SignedStatement> before) {
    Instant now = clock.instant();
    return before.stream()
        .map(signed -> signed.statement().at().plusMillis(1))
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** Statements by this key; statements by other keys are ignored, and so are their times. */
  private List<SignedStatement> ownStatements(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    try {
      return SignatureFile.read(operations.read(file)).stream().filter(this::isOwn).toList();
    } catch (InputException damaged) {
      // no runtime accepts a damaged file either, so it is replaced
      return List.of();
    }
  }

  /** Ed25519 is deterministic: the same key and statement always give the same signature. */
  private boolean isOwn(SignedStatement signed) {
    return key.sign(signed.statement()).signature().equals(signed.signature());
  }
}
