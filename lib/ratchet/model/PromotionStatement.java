package ratchet.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a signature says: these bytes were let into production, for this reason, at this moment.
 *
 * @param sha256 of the model file, 64 lower-case hex digits
 * @param created of the model file
 * @param verdict {@link #PASSED} where a gate let it through, {@link #RESTORED} where an earlier
 *     version came back
 * @param at when; a runtime refuses a statement that is older than the last it followed. Whole
 *     milliseconds
 */
public record PromotionStatement(
    ModelName model, String sha256, Instant created, String verdict, Instant at) {
  public static final String PASSED = "passed";
  public static final String RESTORED = "restored";

  /** Keeps a signature over this from being one over anything else that the same key signs. */
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

  /** What is signed: one spelling of one statement, the fields always in this order. */
  byte[] bytes() {
    return (PURPOSE + Json.line(toJson())).getBytes(StandardCharsets.UTF_8);
  }
}
