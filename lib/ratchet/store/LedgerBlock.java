package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import ratchet.model.Json;
import ratchet.model.ModelName;

/**
 * A summary of consecutive lines of the ledger. It shows whether a query has to read these lines.
 *
 * @param offset of the first byte
 * @param bytes newlines included
 * @param firstLine number of the first line, from 1
 * @param lines how many lines
 * @param earliestMs the earliest {@code at}, Unix milliseconds; clocks may have been set back
 * @param latestMs the latest {@code at}
 * @param models bit per {@link ModelName#ordinal()} that has an event here
 * @param liveModels bit per model that has an event here which records what is live
 */
record LedgerBlock(
    long offset,
    long bytes,
    int firstLine,
    int lines,
    long earliestMs,
    long latestMs,
    int models,
    int liveModels) {
  private static final int MOST_LINES = 1_024;
  private static final int MOST_BYTES = 1 << 20;

  static LedgerBlock empty(long offset, int firstLine) {
    return new LedgerBlock(offset, 0, firstLine, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0);
  }

  LedgerBlock with(LedgerEvent event, int lineBytes) {
    int bit = event.model() == null ? 0 : bit(event.model());
    long at = event.at().toEpochMilli();
    return new LedgerBlock(
        offset,
        bytes + lineBytes + 1,
        firstLine,
        lines + 1,
        Math.min(earliestMs, at),
        Math.max(latestMs, at),
        models | bit,
        event.event().recordsLive() ? liveModels | bit : liveModels);
  }

  boolean isFull() {
    return lines >= MOST_LINES || bytes >= MOST_BYTES;
  }

  boolean has(ModelName model) {
    return (models & bit(model)) != 0;
  }

  boolean recordsLive(ModelName model) {
    return (liveModels & bit(model)) != 0;
  }

  /** Whether an event here may be at that moment or later. */
  boolean reaches(Instant since) {
    return lines > 0 && !Instant.ofEpochMilli(latestMs).isBefore(since);
  }

  /** Whether an event here may be at that moment or earlier. */
  boolean beginsBy(Instant at) {
    return lines > 0 && !Instant.ofEpochMilli(earliestMs).isAfter(at);
  }

  private static int bit(ModelName model) {
    return 1 << model.ordinal();
  }

  ArrayNode toJson() {
    return Json.MAPPER
        .createArrayNode()
        .add(offset)
        .add(bytes)
        .add(firstLine)
        .add(lines)
        .add(earliestMs)
        .add(latestMs)
        .add(models)
        .add(liveModels);
  }

  static LedgerBlock of(JsonNode json) {
    return new LedgerBlock(
        json.path(0).longValue(),
        json.path(1).longValue(),
        json.path(2).intValue(),
        json.path(3).intValue(),
        json.path(4).longValue(),
        json.path(5).longValue(),
        json.path(6).intValue(),
        json.path(7).intValue());
  }
}
