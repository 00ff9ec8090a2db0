package ratchet.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The statement that promote signs: these bytes were put into production, for this reason, at this
 * time.
 *
 * @param sha256 digest of the model file, 64 lower-case hex digits
 * @param created the {@code created} time of the model file
 * @param verdict {@link #PASSED} when the version passed its gate, {@link #RESTORED} when an
 *     earlier version was restored
 * @param at time of the promotion, whole milliseconds; a runtime refuses a statement that is older
 *     than the last one it accepted
 */
public record PromotionStatement(
    ModelName model, String sha256, Instant created, String verdict, Instant at) {
  public static final String PASSED = "passed";
  public static final String RESTORED = "restored";

  /**
   * Prefix of the signed bytes, so that the signature is not valid for any other use of the same
   * key.
   */
  private static final String PURPOSE = "ratchet promotion 1\n";

  public PromotionStatement {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** {@code model, sha256, created, verdict, at}. */
  ObjectNode toJson() {
    return Json.MAPPER
        .createObjectNode()
        .put("model", model.id())
        .put("sha256", sha256)
        .put("created", created.toString())
        .put("verdict", verdict)
        .put("at", at.toString());
  }

  /**
   * The bytes to sign. Equal statements give equal bytes, because the order of the fields is fixed.
   */
  byte[] bytes() {
    return (PURPOSE + Json.line(toJson())).getBytes(StandardCharsets.UTF_8);
  }
}
