package ratchet.runtime;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.http.HttpFailure;
import ratchet.runtime.http.Reply;

/**
 * Scores contexts with one model. A request reads the served version once, and this version scores
 * all its contexts. Thread-safe.
 */
final class ScoreService {
  private static final int BYTES_PER_SCORE = 160;

  private final ModelName model;
  private final Supplier<SlotState> states;
  private final ScoreStatistics statistics;
  private final LongConsumer timer;
  private final Clock clock;
  private final Duration maxAge;
  private final boolean refuseExpired;

  /**
   * @param states supplies the current state
   * @param timer receives the duration of each answered request in nanoseconds
   * @param refuseExpired whether scores of a version older than {@code maxAge} are refused
   */
  ScoreService(
      ModelName model,
      Supplier<SlotState> states,
      ScoreStatistics statistics,
      LongConsumer timer,
      Clock clock,
      Duration maxAge,
      boolean refuseExpired) {
    this.model = model;
    this.states = states;
    this.statistics = statistics;
    this.timer = timer;
    this.clock = clock;
    this.maxAge = maxAge;
    this.refuseExpired = refuseExpired;
  }

  /**
   * Answers one context with an object, and an array of contexts with an array; 503 when no version
   * may answer.
   *
   * @throws HttpFailure when the body is not what {@link ContextReader} accepts
   */
  Reply score(byte[] body) {
    long startedNanos = System.nanoTime();
    SlotState state = states.get();
    if (!answers(state)) {
      statistics.count(ScoreStatistics.Outcome.UNAVAILABLE, 1);
      return unavailable(state);
    }
    try {
      Reply reply = Reply.json(200, answer(state.serving().get(), body));
      long nanos = System.nanoTime() - startedNanos;
      statistics.request(nanos);
      timer.accept(nanos);
      return reply;
    } catch (HttpFailure e) {
      statistics.count(ScoreStatistics.Outcome.INVALID, 1);
      throw e;
    }
  }

  /** Whether a context would be scored now. */
  boolean answers() {
    return answers(states.get());
  }

  private boolean answers(SlotState state) {
    return state.serving().isPresent()
        && !(refuseExpired && state.isExpired(clock.instant(), maxAge));
  }

  private byte[] answer(ServedModel serving, byte[] body) {
    Scorer scorer = serving.model().scorer();
    List<Score> scores = new ArrayList<>();
    boolean asArray =
        ContextReader.read(body, serving.inputs(), inputs -> scores.add(scorer.score(inputs)));
    return write(serving, scores, asArray);
  }

  private byte[] write(ServedModel serving, List<Score> scores, boolean asArray) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(BYTES_PER_SCORE * Math.max(1, scores.size()));
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
    statistics.count(ScoreStatistics.Outcome.OK, scores.size());
    return bytes.toByteArray();
  }

  private Reply unavailable(SlotState state) {
    Instant now = clock.instant();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("status", state.status(now, maxAge).id());
    body.put(
        "error", "no " + model.id() + " model answers: " + state.problem(now, maxAge).orElse(""));
    return Reply.json(503, body);
  }
}
