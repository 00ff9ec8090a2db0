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
 * The switches that a run is about to make. They are written to {@code switching.json} before the
 * first switch, and the file is removed once the ledger has the result. A file that is found when
 * the folder is opened is of a run that was killed in between.
 */
public record SwitchIntent(Kind kind, List<Step> steps) {
  /** The purpose of the switches. */
  public enum Kind {
    /** Several models, of which all become live or none. */
    TOGETHER,
    /** A former version is restored. */
    ROLLBACK;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The switch of one alias.
   *
   * @param fromSha256 the version that is live before; empty when none is
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
    throw new MalformedJsonException("is not a list of switches (its kind is '" + kind + "')");
  }

  private static ModelName model(String id) {
    return ModelName.all().stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new MalformedJsonException("names the model '" + id + "', which is unknown"));
  }
}
