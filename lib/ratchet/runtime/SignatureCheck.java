package ratchet.runtime;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.VerifyKey;

/**
 * Requires that {@code <alias>.sig} holds a statement about exactly these bytes, signed with the
 * key of the runtime.
 *
 * <p>An old file with its old signature is valid too. Therefore the process remembers the latest
 * statement that it accepted and refuses an older one; a rollback signs a new statement about the
 * earlier version. The memory begins with the process. So the first file that is loaded is compared
 * with all verified statements in the signature file, and if one of them is later, it is {@link
 * Checked#newer marked}.
 *
 * <p>Not thread-safe: the reloads of a slot run one at a time.
 */
final class SignatureCheck {
  private static final String FIELD = "signature";

  private final ModelName model;
  private final Path file;
  private final VerifyKey key;
  private Optional<Instant> followed = Optional.empty();

  /**
   * @param statement the latest verified statement about the bytes that were checked
   * @param newer time of the latest verified statement, when it is later than {@code statement}
   */
  record Checked(PromotionStatement statement, Optional<Instant> newer) {}

  SignatureCheck(ModelName model, Path alias, VerifyKey key) {
    this.model = model;
    this.file = fileOf(alias);
    this.key = key;
  }

  static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SignatureFile.SUFFIX);
  }

  /**
   * The latest valid statement about these bytes.
   *
   * @throws ModelFormatException when there is none, or when it is older than the last accepted
   *     statement
   */
  Checked check(String sha256, AliasContent.SignatureContent content) {
    List<SignedStatement> ofModel =
        read(content).stream().filter(signed -> signed.statement().model() == model).toList();
    if (ofModel.stream().noneMatch(signed -> signed.statement().sha256().equals(sha256))) {
      throw new ModelFormatException(
          FIELD, "is missing: " + file.getFileName() + " holds no statement about these bytes");
    }
    // an unverified statement is not used, not even for its time
    List<PromotionStatement> verified =
        ofModel.stream()
            .filter(signed -> signed.isBy(key))
            .map(SignedStatement::statement)
            .toList();
    PromotionStatement latest =
        verified.stream()
            .filter(statement -> statement.sha256().equals(sha256))
            .max(Comparator.comparing(PromotionStatement::at))
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        FIELD, "is not by the key that this runtime was given"));
    if (followed.isPresent() && latest.at().isBefore(followed.get())) {
      throw new ModelFormatException(
          FIELD,
          "is of "
              + latest.at()
              + ", older than the promotion that was followed at "
              + followed.get());
    }
    Optional<Instant> newest =
        verified.stream().map(PromotionStatement::at).max(Comparator.naturalOrder());
    return new Checked(latest, newest.filter(at -> at.isAfter(latest.at())));
  }

  /** Whether this process has accepted a statement yet. */
  boolean hasFollowed() {
    return followed.isPresent();
  }

  /** Records an accepted statement; called when its version serves. */
  void follow(PromotionStatement statement) {
    followed = Optional.of(statement.at());
  }

  private List<SignedStatement> read(AliasContent.SignatureContent content) {
    content
        .problem()
        .ifPresent(
            problem -> {
              throw new ModelFormatException(
                  FIELD, "file " + file.getFileName() + " " + problem.getMessage());
            });
    return SignatureFile.read(
        content
            .bytes()
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        FIELD, "is missing: there is no " + file.getFileName())));
  }
}
