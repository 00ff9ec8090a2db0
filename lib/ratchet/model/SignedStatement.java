package ratchet.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * A statement and its signature, which is not verified yet; see {@link #isBy}.
 *
 * @param signature Ed25519 signature in base64
 */
public record SignedStatement(PromotionStatement statement, String signature) {
  /** The line in the signature file: the statement's fields and {@code signature}. */
  String toLine() {
    ObjectNode line = statement.toJson().put("signature", signature);
    return Json.line(line);
  }

  /**
   * @throws InputException naming the first wrong field
   * @throws MalformedJsonException when the line is not one strict JSON document
   */
  static SignedStatement read(String line) {
    JsonFields fields = new JsonFields(Json.read(line), ModelReader::failure);
    return new SignedStatement(
        new PromotionStatement(
            ModelName.of(fields.text("model")),
            fields.text("sha256"),
            fields.instant("created"),
            fields.text("verdict"),
            fields.instant("at")),
        fields.text("signature"));
  }

  /** Whether the signature is valid for this statement and this public key. */
  public boolean isBy(VerifyKey key) {
    try {
      return key.verifies(statement.bytes(), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
