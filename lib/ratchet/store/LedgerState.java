package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.store.LedgerTimeline.LedgerEntry;

/**
 * A summary of the first lines of a ledger. Its memory does not grow with their number, except for
 * one block per thousand lines. The digest of the last line identifies all of them, because each
 * line holds the digest of the line before it.
 */
final class LedgerState {
  private static final int FORMAT = 4;

  private long bytes;
  private int lines;
  private long lastOffset;
  private String lastSha256;
  private final Map<ModelName, ModelTimeline> models = new EnumMap<>(ModelName.class);
  private final Set<String> tornLines = new LinkedHashSet<>();
  private final List<LedgerBlock> blocks = new ArrayList<>();

  LedgerState() {
    for (ModelName model : ModelName.values()) {
      models.put(model, new ModelTimeline());
    }
  }

  /** Adds the next line. */
  void add(int lineBytes, String sha256, LedgerEvent event) {
    LedgerEvent head = event.withoutTrees();
    if (event.model() != null) {
      models
          .get(event.model())
          .add(new LedgerEntry(bytes, lineBytes, head), event.probation().isPresent());
    } else if (event.reason() != null && event.reason().startsWith(AliasStoreRecovery.TORN_LINE)) {
      tornLines.add(event.reason());
    }
    int last = blocks.size() - 1;
    if (blocks.isEmpty() || blocks.get(last).isFull()) {
      blocks.add(LedgerBlock.empty(bytes, lines + 1).with(event, lineBytes));
    } else {
      blocks.set(last, blocks.get(last).with(event, lineBytes));
    }
    lastOffset = bytes;
    lastSha256 = sha256;
    bytes += lineBytes + 1L;
    lines++;
  }

  /** Length of the summarised lines, with the newline of the last one. */
  long bytes() {
    return bytes;
  }

  int lines() {
    return lines;
  }

  long lastOffset() {
    return lastOffset;
  }

  /** Digest of the last line; {@code null} when there is none. */
  String lastSha256() {
    return lastSha256;
  }

  ModelTimeline model(ModelName model) {
    return models.get(model);
  }

  /** Whether the ledger reports a torn line with exactly this reason. */
  boolean hasTornLine(String reason) {
    return tornLines.contains(reason);
  }

  /** Oldest first. */
  List<LedgerBlock> blocks() {
    return List.copyOf(blocks);
  }

  ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format", FORMAT).put("bytes", bytes).put("lines", lines);
    json.put("last_offset", lastOffset).put("last_sha256", lastSha256);
    ArrayNode torn = json.putArray("torn");
    tornLines.forEach(torn::add);
    ObjectNode timelines = json.putObject("models");
    models.forEach((model, timeline) -> timelines.set(model.id(), timeline.toJson()));
    ArrayNode parts = json.putArray("blocks");
    blocks.forEach(block -> parts.add(block.toJson()));
    return json;
  }

  /**
   * @throws MalformedJsonException for anything that {@link #toJson} does not write
   */
  static LedgerState of(JsonNode json) {
    if (json.path("format").intValue() != FORMAT || !json.path("last_sha256").isTextual()) {
      throw new MalformedJsonException("is not an index of a ledger of format " + FORMAT);
    }
    LedgerState state = new LedgerState();
    state.bytes = json.path("bytes").longValue();
    state.lines = json.path("lines").intValue();
    state.lastOffset = json.path("last_offset").longValue();
    state.lastSha256 = json.path("last_sha256").textValue();
    json.path("torn").forEach(reason -> state.tornLines.add(reason.asText()));
    for (ModelName model : ModelName.values()) {
      state.models.put(model, ModelTimeline.of(json.path("models").path(model.id())));
    }
    json.path("blocks").forEach(block -> state.blocks.add(LedgerBlock.of(block)));
    return state;
  }
}
