package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;

/**
 * What a run is about to switch, written down before the first switch and removed once the ledger
 * knows how it ended. Whoever opens the folder and finds one knows that the run died in between,
 * and what it was about.
 */
public record SwitchIntent(Kind kind, List<Step> steps) {
  /** What the switches were for. */
  public enum Kind {
    /** Several models, of which all become live or none. */
    TOGETHER,
    /** A former version comes back. */
    ROLLBACK;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One alias.
   *
   * @param fromSha256 what is live before; empty when nothing is
   */
  public record Step(ModelName model, Optional<String> fromSha256, String toSha256) {}

  public SwitchIntent {
    steps = List.copyOf(steps);
  }

  byte[] toBytes() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("kind", kind.id());
    ArrayNode array = json.putArray("switches");
    for (Step step : steps) {
      ObjectNode one = array.addObject();
      one.put("model", step.model().id());
      one.put("from_sha256", step.fromSha256().orElse(null));
      one.put("to_sha256", step.toSha256());
    }
    return (Json.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws MalformedJsonException for anything that {@link #toBytes} does not write
   */
  static SwitchIntent of(byte[] content) {
    JsonNode json = Json.read(content);
    List<Step> steps = new ArrayList<>();
    for (JsonNode one : json.path("switches")) {
      steps.add(
          new Step(
              model(one.path("model").asText()),
              Optional.ofNullable(one.path("from_sha256").textValue()),
              one.path("to_sha256").asText()));
    }
    String kind = json.path("kind").asText();
    for (Kind known : Kind.values()) {
      if (known.id().equals(kind) && !steps.isEmpty()) {
        return new SwitchIntent(known, steps);
      }
    }
    throw new MalformedJsonException("is no intent to switch (" + kind + ")");
  }

  private static ModelName model(String id) {
    return ModelName.all().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new MalformedJsonException("names no model (" + id + ")"));
  }
}
