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
 * whoever reads at any moment finds the statement about the bytes that are there.
 */
final class AliasSigner {
  private final SigningKey key;
  private final Clock clock;
  private final FileOperations disk;

  AliasSigner(SigningKey key, Clock clock, FileOperations disk) {
    this.key = key;
    this.clock = clock;
    this.disk = disk;
  }

  /**
   * Nothing is signed that does not load: no runtime could serve it.
   *
   * @param alias as the runtime knows it, a symbolic link where that is one
   * @throws IOException when the file cannot be replaced; it is then what it was
   */
  void sign(ModelName model, Path alias, byte[] content, String verdict) throws IOException {
    Instant created;
    try {
      created = ModelReader.read(model, content).header().created();
    } catch (ModelFormatException putBackForWhatItIs) {
      return;
    }
    Path file = ModelPaths.signature(alias);
    List<SignedStatement> before = read(file);
    SignedStatement next =
        key.sign(
            new PromotionStatement(model, Digest.of(content), created, verdict, later(before)));
    write(file, SignatureFile.with(before, next));
  }

  private void write(Path file, byte[] content) throws IOException {
    Path temporary = AliasStore.temporary(file);
    try {
      disk.delete(temporary);
      disk.create(temporary, content);
      if (Files.isRegularFile(file)) {
        FileAccess.copy(file, temporary);
      }
      disk.rename(temporary, file);
      disk.sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      try {
        disk.delete(temporary);
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

  private List<SignedStatement> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    try {
      return SignatureFile.read(disk.read(file));
    } catch (InputException damaged) {
      // no runtime takes anything from it either: it starts anew
      return List.of();
    }
  }
}
