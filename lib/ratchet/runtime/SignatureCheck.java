package ratchet.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.VerifyKey;

/**
 * Lets a file serve only where {@code <alias>.sig} holds a statement about exactly these bytes,
 * signed by whoever may promote.
 *
 * <p>An old file with its old signature is genuine too. So the latest statement that was followed
 * is remembered, and an older one refused: the way back to an earlier version is a new statement
 * about it. What was followed is known since the process started, no longer.
 *
 * <p>Not thread-safe: a slot's reloads take turns.
 */
final class SignatureCheck {
  private static final String FIELD = "signature";

  private final ModelName model;
  private final Path file;
  private final VerifyKey key;
  private Instant followed = Instant.MIN;

  SignatureCheck(ModelName model, Path alias, VerifyKey key) {
    this.model = model;
    this.file = fileOf(alias);
    this.key = key;
  }

  static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SignatureFile.SUFFIX);
  }

  /** Tells two contents of the signature file apart. */
  AliasStamp stamp() {
    return AliasStamp.of(file);
  }

  /**
   * The latest valid statement about these bytes.
   *
   * @throws InputException when there is none, or one that is older than the last that was followed
   */
  PromotionStatement check(String sha256) {
    List<SignedStatement> about =
        read().stream()
            .filter(signed -> signed.statement().model() == model)
            .filter(signed -> signed.statement().sha256().equals(sha256))
            .toList();
    if (about.isEmpty()) {
      throw new ModelFormatException(
          FIELD, "is missing: " + file.getFileName() + " says nothing about these bytes");
    }
    PromotionStatement latest =
        about.stream()
            .filter(signed -> signed.isBy(key))
            .map(SignedStatement::statement)
            .max(Comparator.comparing(PromotionStatement::at))
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        FIELD, "is not by the key that this runtime was given"));
    if (latest.at().isBefore(followed)) {
      throw new ModelFormatException(
          FIELD,
          "is of " + latest.at() + ", older than the promotion that was followed at " + followed);
    }
    return latest;
  }

  /** To be called once what the statement is about serves. */
  void follow(PromotionStatement statement) {
    followed = statement.at();
  }

  private List<SignedStatement> read() {
    Optional<byte[]> content;
    try {
      content = AliasFile.read(file, SignatureFile.MAX_BYTES);
    } catch (InputException e) {
      throw new ModelFormatException(FIELD, "file " + file.getFileName() + " " + e.getMessage());
    }
    return SignatureFile.read(
        content.orElseThrow(
            () ->
                new ModelFormatException(FIELD, "is missing: there is no " + file.getFileName())));
  }
}
