package ratchet.runtime;

import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;

/**
 * What one reading found under an alias.
 *
 * @param bytes of the file; empty when there is none, or none that can be read
 * @param sha256 of the bytes
 * @param problem why the file cannot be read, as a predicate of it; empty when it could be
 * @param signatures what the file beside it holds, where signatures are checked
 * @param rollout the version that runtimes load one after the other, each when it is asked to
 */
record AliasContent(
    Optional<byte[]> bytes,
    Optional<String> sha256,
    Optional<InputException> problem,
    Optional<SignatureContent> signatures,
    Optional<String> rollout) {

  /**
   * @param stamp changes when the signature file does
   * @param bytes empty when there is none, or none that can be read
   * @param problem as above, of the signature file
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

  /** Whether these bytes are to be loaded only when that is asked for. */
  boolean isInRollout() {
    return rollout.isPresent() && rollout.equals(sha256);
  }

  boolean isReadable() {
    return problem.isEmpty();
  }
}
