package ratchet.runtime;

import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;

/**
 * What one read of an alias found.
 *
 * @param bytes content of the file; empty when there is no file or it cannot be read
 * @param sha256 digest of the bytes
 * @param problem why the file cannot be read, as a predicate whose subject is the file ("is not a
 *     regular file"); empty when it was read
 * @param signatures the signature file beside the alias; empty when signatures are not checked
 * @param rollout digest of the version that is being rolled out: each runtime loads it only on a
 *     reload request; empty when there is no rollout
 */
record AliasContent(
    Optional<byte[]> bytes,
    Optional<String> sha256,
    Optional<InputException> problem,
    Optional<SignatureContent> signatures,
    Optional<String> rollout) {

  /**
   * @param stamp of the signature file, taken before the file was read
   * @param bytes empty when there is no signature file or it cannot be read
   * @param problem why the signature file cannot be read, as a predicate; empty when it was read
   */
  record SignatureContent(
      AliasStamp stamp, Optional<byte[]> bytes, Optional<InputException> problem) {}

  static AliasContent of(
      Optional<byte[]> bytes, Optional<SignatureContent> signatures, Optional<String> rollout) {
    return new AliasContent(bytes, bytes.map(Digest::of), Optional.empty(), signatures, rollout);
  }

  static AliasContent unreadable(InputException problem, Optional<SignatureContent> signatures) {
    return new AliasContent(
        Optional.empty(), Optional.empty(), Optional.of(problem), signatures, Optional.empty());
  }

  /** Whether these bytes may be loaded only on a reload request. */
  boolean isInRollout() {
    return rollout.isPresent() && rollout.equals(sha256);
  }

  boolean isReadable() {
    return problem.isEmpty();
  }
}
