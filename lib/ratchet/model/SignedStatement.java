package ratchet.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/**
 * A statement and the signature that came with it; nobody has looked yet whether they belong
 * together.
 *
 * @param signature Ed25519, base64
 */
public record SignedStatement(PromotionStatement statement, String signature) {
  /** One line: the statement's fields and {@code signature}. */
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

  /** Whether the holder of the other half of this key signed exactly this statement. */
  public boolean isBy(VerifyKey key) {
    try {
      return key.verifies(statement.bytes(), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
