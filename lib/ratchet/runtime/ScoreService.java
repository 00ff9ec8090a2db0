package ratchet.runtime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import ratchet.features.Score;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * Scores contexts with one model. A request takes the served version once and is answered by it
 * from its first context to its last. Thread-safe.
 */
final class ScoreService {
  /** More contexts than this in one request would hold a worker for too long. */
  static final int MAX_CONTEXTS = 4096;

  private static final int BYTES_PER_SCORE = 160;

  private final ModelSlot slot;
  private final ScoreStatistics statistics;
  private final LongConsumer timer;
  private final Clock clock;
  private final Duration maxAge;
  private final boolean refuseExpired;

  /**
   * @param timer told the nanoseconds that each answered request took
   * @param refuseExpired whether a version older than {@code maxAge} is still asked
   */
  ScoreService(
      ModelSlot slot,
      ScoreStatistics statistics,
      LongConsumer timer,
      Clock clock,
      Duration maxAge,
      boolean refuseExpired) {
    this.slot = slot;
    this.statistics = statistics;
    this.timer = timer;
    this.clock = clock;
    this.maxAge = maxAge;
    this.refuseExpired = refuseExpired;
  }

  /**
   * An object for a context, an array for an array of them; 503 where nothing may answer.
   *
   * @throws HttpFailure when the body is not what {@link ContextInputs} describes
   */
  Reply score(byte[] body) {
    long startedNanos = System.nanoTime();
    SlotState state = slot.state();
    if (state.serving().isEmpty() || (refuseExpired && state.isExpired(clock.instant(), maxAge))) {
      statistics.count(ScoreStatistics.Outcome.UNAVAILABLE, 1);
      return unavailable(state);
    }
    try {
      Reply reply = Reply.json(200, answer(state.serving().get(), parse(body)));
      long nanos = System.nanoTime() - startedNanos;
      statistics.request(nanos);
      timer.accept(nanos);
      return reply;
    } catch (HttpFailure e) {
      statistics.count(ScoreStatistics.Outcome.INVALID, 1);
      throw e;
    }
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.read(body);
    } catch (MalformedJsonException e) {
      throw HttpFailure.badRequest("the body " + e.getMessage());
    }
  }

  private byte[] answer(Serving serving, JsonNode root) {
    if (!root.isArray()) {
      Score score = serving.model().scorer().score(ContextInputs.of(root, ""));
      return write(serving, new Score[] {score}, false);
    }
    if (root.size() > MAX_CONTEXTS) {
      throw HttpFailure.tooLarge(
          "the body holds " + root.size() + " contexts; at most " + MAX_CONTEXTS + " are taken");
    }
    Score[] scores = new Score[root.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = serving.model().scorer().score(ContextInputs.of(root.get(i), "[" + i + "]"));
    }
    return write(serving, scores, true);
  }

  private byte[] write(Serving serving, Score[] scores, boolean asArray) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(BYTES_PER_SCORE * Math.max(1, scores.length));
    try (JsonGenerator to = Json.MAPPER.createGenerator(bytes)) {
      if (asArray) {
        to.writeStartArray();
      }
      for (Score score : scores) {
        ScoreWriter.write(to, score, serving.sha256());
        statistics.score(score.primary());
      }
      if (asArray) {
        to.writeEndArray();
      }
      to.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    statistics.count(ScoreStatistics.Outcome.OK, scores.length);
    return bytes.toByteArray();
  }

  private Reply unavailable(SlotState state) {
    Instant now = clock.instant();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("status", state.status(now, maxAge).id());
    body.put(
        "error",
        "no " + slot.model().id() + " model answers: " + state.problem(now, maxAge).orElse(""));
    return Reply.json(503, body);
  }
}
