package ratchet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.watch.DrawnVersions.PROMOTED;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSet;
import ratchet.data.training.TrainingSummary;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;

class WatchTest {
  private static final Watch WATCH =
      new Watch(0.05, OptionalDouble.of(0.01), Duration.ofHours(24), Optional.empty());
  private static final byte[] FORMER = DrawnVersions.version(0.3);
  private static final byte[] NEARLY_EQUAL = DrawnVersions.version(0.301);
  private static final byte[] INVERTED = DrawnVersions.version(-1);

  private final Map<String, byte[]> history = new HashMap<>();

  private WatchResult look(byte[] live, TrainingSet rows, Instant now) {
    history.putIfAbsent(Digest.of(FORMER), FORMER);
    history.putIfAbsent(Digest.of(live), live);
    LedgerAuthor author = new LedgerAuthor("a", "b", "promote");
    List<LedgerEvent> events =
        List.of(
            LedgerEvent.of(
                PROMOTED.minus(Duration.ofDays(7)),
                Kind.PROMOTED,
                ModelName.RUGGUARD,
                null,
                Digest.of(FORMER),
                "first",
                author),
            LedgerEvent.of(
                PROMOTED,
                Kind.PROMOTED,
                ModelName.RUGGUARD,
                Digest.of(FORMER),
                Digest.of(live),
                "better",
                author));
    return WATCH.look(
        ModelName.RUGGUARD,
        events,
        new Watch.Source() {
          @Override
          public byte[] version(ModelName model, String sha256) {
            byte[] content = history.get(sha256);
            if (content == null) {
              throw new InputException(sha256 + " is missing", "restore it");
            }
            return content;
          }

          @Override
          public TrainingSummary rows(ModelName model, LoadedModel version, TrainingRowSink sink) {
            return DrawnVersions.replay(rows, sink);
          }
        },
        now);
  }

  private static Instant after(int hours) {
    return PROMOTED.plus(Duration.ofHours(hours));
  }

  @Test
  void aVersionThatGotItWrongIsWorseWithinSomeHundredOutcomes() {
    WatchResult result = look(INVERTED, DrawnVersions.rows(300, PROMOTED, 1), after(6));
    assertThat(result.state()).isEqualTo(WatchState.WORSE);
    assertThat(result.line())
        .matches(
            "WATCH rugguard=worse reason=brier_worse\\(0\\.\\d{3} \\[0\\.\\d{3},0\\.\\d{3}\\]\\)"
                + " outcomes=300");
    assertThat(result.toJson().get("former_sha256").textValue()).isEqualTo(Digest.of(FORMER));
  }

  @Test
  void anEqualVersionIsConfirmed() {
    WatchResult result = look(NEARLY_EQUAL, DrawnVersions.rows(900, PROMOTED, 2), after(23));
    assertThat(result.state()).isEqualTo(WatchState.CONFIRMED);
    assertThat(result.reason()).startsWith("brier_not_worse(");
  }

  @Test
  void onlyDecisionsAfterThePromotionCount() {
    Instant before = PROMOTED.minus(Duration.ofHours(10));
    WatchResult result = look(INVERTED, DrawnVersions.rows(600, before, 3), after(1));
    assertThat(result.state()).isEqualTo(WatchState.ON_PROBATION);
    assertThat(result.reason()).isEqualTo("no_outcomes");
    assertThat(result.comparison())
        .hasValueSatisfying(c -> assertThat(c.look().outcomes()).isZero());
  }

  /** A label that becomes known later must not be used before. */
  @Test
  void onlyOutcomesThatAreKnownNowCount() {
    WatchResult result =
        look(INVERTED, DrawnVersions.rows(300, PROMOTED, 1), PROMOTED.plus(Duration.ofMinutes(10)));
    assertThat(result.comparison())
        .hasValueSatisfying(c -> assertThat(c.look().outcomes()).isEqualTo(10));
    assertThat(result.state()).isEqualTo(WatchState.ON_PROBATION);
  }

  @Test
  void aWindowThatEndsWithoutADecisionIsUndecided() {
    WatchResult result = look(INVERTED, DrawnVersions.rows(5, PROMOTED, 1), after(24));
    assertThat(result.state()).isEqualTo(WatchState.UNDECIDED);
    assertThat(result.reason()).isEqualTo("window_over");
  }

  @Test
  void aLogThatStartsAfterThePromotionDecidesNothing() {
    WatchResult result = look(INVERTED, DrawnVersions.rows(300, after(3), 1), after(9));
    assertThat(result.state()).isEqualTo(WatchState.ON_PROBATION);
    assertThat(result.reason()).isEqualTo("log_starts_later");
    assertThat(result.sentence()).contains("rows were lost or moved away");
  }

  @Test
  void aClockThatWentBackIsNamed() {
    WatchResult result =
        look(INVERTED, DrawnVersions.rows(300, PROMOTED, 1), PROMOTED.minusSeconds(1));
    assertThat(result.state()).isEqualTo(WatchState.NOT_WATCHED);
    assertThat(result.reason()).isEqualTo("clock_went_back");
  }

  @Test
  void aPredecessorThatDoesNotLoadIsNamed() {
    byte[] damaged = FORMER.clone();
    damaged[damaged.length / 2] ^= 1;
    history.put(Digest.of(FORMER), damaged);
    WatchResult result = look(INVERTED, DrawnVersions.rows(300, PROMOTED, 1), after(6));
    assertThat(result.state()).isEqualTo(WatchState.NOT_WATCHED);
    assertThat(result.reason()).isEqualTo("version_does_not_load");
    assertThat(result.sentence()).contains("is damaged");
  }
}
