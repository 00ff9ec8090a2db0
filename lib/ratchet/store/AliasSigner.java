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
 * Signs what is about to become live: {@code <alias>.sig}, beside the alias that the runtime is
 * given, holds the new statement before the alias is switched and the former ones after it, so that
 * a reader at any moment finds the statement about the bytes that are there.
 *
 * <p>The key's holder speaks for a version once, when it passed its gates; that statement is kept
 * beside the archived version. Later the same bytes may come back, and no others: whatever lies in
 * the models folder without a statement by this key was put there by somebody else.
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
   * Nothing is signed that does not load: no runtime could serve it.
   *
   * @param alias as the runtime knows it, a symbolic link where that is one
   * @param archived where the version is kept
   * @throws IOException when a file cannot be replaced; it is then what it was
   * @throws InputException when a version is to come back for which this key never spoke
   */
  void sign(ModelName model, Path alias, Path archived, byte[] content, String verdict)
      throws IOException {
    Instant created;
    try {
      created = ModelReader.read(model, content).header().created();
    } catch (ModelFormatException putBackForWhatItIs) {
      return;
    }
    Path file = ModelPaths.signature(alias);
    List<SignedStatement> before = ours(file);
    String sha256 = Digest.of(content);
    if (verdict.equals(PromotionStatement.RESTORED)
        && !covers(before, model, sha256)
        && !covers(ours(ModelPaths.signature(archived)), model, sha256)) {
      throw new InputException(
          "no statement by this key covers "
              + Digest.abbreviate(sha256)
              + " of "
              + model.id()
              + ": it is neither restored nor signed",
          "promote it through its gates, choose a version that was signed, or run without"
              + " --sign-key");
    }
    SignedStatement next =
        key.sign(new PromotionStatement(model, sha256, created, verdict, later(before)));
    if (verdict.equals(PromotionStatement.PASSED)) {
      write(ModelPaths.signature(archived), SignatureFile.with(List.of(), next));
    }
    write(file, SignatureFile.with(before, next));
  }

  /** Whether these bytes may come back: this key spoke for them, or no runtime could serve them. */
  boolean mayRestore(ModelName model, Path alias, Path archived, String sha256) throws IOException {
    return covers(ours(ModelPaths.signature(alias)), model, sha256)
        || covers(ours(ModelPaths.signature(archived)), model, sha256);
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

  /** Now, but never before an earlier statement: a clock that was set back must not undo this. */
  private Instant later(List<SignedStatement> before) {
    Instant now = clock.instant();
    return before.stream()
        .map(signed -> signed.statement().at().plusMillis(1))
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /** Statements by this key; statements by other keys are ignored, their times too. */
  private List<SignedStatement> ours(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    try {
      return SignatureFile.read(operations.read(file)).stream().filter(this::isOurs).toList();
    } catch (InputException damaged) {
      // no runtime takes anything from it either: it starts anew
      return List.of();
    }
  }

  /** Ed25519 signs the same statement always the same way. */
  private boolean isOurs(SignedStatement signed) {
    return key.sign(signed.statement()).signature().equals(signed.signature());
  }
}
