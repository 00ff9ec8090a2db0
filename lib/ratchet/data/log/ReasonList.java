package ratchet.data.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * The reasons of a rug verdict, a JSON array of texts.
 *
 * @param isValid whether the text was such an array; true for null, which has no reasons
 */
public record ReasonList(boolean isValid, Set<String> reasons) {
  public ReasonList {
    reasons = Set.copyOf(reasons);
  }

  /** Parses a logged text, which may be null. */
  public static ReasonList read(String json) {
    if (json == null) {
      return new ReasonList(true, Set.of());
    }
    try {
      JsonNode array = Json.read(json);
      Set<String> reasons = new HashSet<>();
      array.forEach(
          item -> {
            if (item.isTextual()) {
              reasons.add(item.textValue());
            }
          });
      return new ReasonList(array.isArray(), reasons);
    } catch (MalformedJsonException e) {
      return new ReasonList(false, Set.of());
    }
  }

  /** Whether the verdict has a reason. */
  public boolean has(String reason) {
    return reasons.contains(reason);
  }
}
