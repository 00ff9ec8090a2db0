package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.LedgerEvent.Kind.PROMOTED;
import static ratchet.store.LedgerEvent.Kind.RECOVERED;
import static ratchet.store.LedgerEvent.Kind.REFUSED;
import static ratchet.store.LedgerEvent.Kind.RELOAD_FAILED;
import static ratchet.store.LedgerEvent.Kind.ROLLED_BACK;
import static ratchet.store.StoredVersions.NOON;
import static ratchet.store.StoredVersions.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerTimelineTest {
  private static LedgerEvent at(int minute, LedgerEvent.Kind kind, String from, String to) {
    return event(kind, from, to, NOON.plusSeconds(60L * minute));
  }

  private static String undone(LedgerEvent... events) {
    return new LedgerTimeline(List.of(events))
        .lastStanding(FILLNET)
        .map(last -> last.event().id() + " " + last.fromSha256())
        .orElse("nothing");
  }

  @Test
  void tellsWhatWasLiveWhen() {
    LedgerTimeline timeline =
        new LedgerTimeline(
            List.of(
                at(1, PROMOTED, null, "a"),
                at(2, REFUSED, "a", "x"),
                at(3, PROMOTED, "a", "b"),
                at(4, ROLLED_BACK, "b", "a")));
    assertThat(timeline.liveAt(NOON)).isEmpty();
    assertThat(timeline.liveAt(NOON.plusSeconds(150)).get(FILLNET).toSha256()).isEqualTo("a");
    assertThat(timeline.liveAt(NOON.plusSeconds(180)).get(FILLNET).toSha256()).isEqualTo("b");
    assertThat(timeline.live(FILLNET)).map(LedgerEvent::toSha256).contains("a");
    assertThat(timeline.live(ALPHA)).isEmpty();
  }

  @Test
  void followsTheLinesWhereTheClockJumpedBack() {
    LedgerTimeline timeline =
        new LedgerTimeline(List.of(at(10, PROMOTED, null, "a"), at(5, PROMOTED, "a", "b")));
    assertThat(timeline.live(FILLNET)).map(LedgerEvent::toSha256).contains("b");
    assertThat(timeline.liveAt(NOON.plusSeconds(11 * 60)).get(FILLNET).toSha256()).isEqualTo("b");
  }

  @Test
  void undoesTheLastPromotionAndNothingAfterThat() {
    assertThat(undone()).isEqualTo("nothing");
    assertThat(undone(at(1, PROMOTED, null, "a"))).isEqualTo("promoted null");
    assertThat(undone(at(1, PROMOTED, null, "a"), at(2, PROMOTED, "a", "b")))
        .isEqualTo("promoted a");
    assertThat(
            undone(
                at(1, PROMOTED, null, "a"),
                at(2, PROMOTED, "a", "b"),
                at(3, ROLLED_BACK, "b", "a")))
        .isEqualTo("rolled_back b");
  }

  @Test
  void forgetsAPromotionThatWasPutBack() {
    assertThat(
            undone(
                at(1, PROMOTED, null, "a"),
                at(2, PROMOTED, "a", "b"),
                at(3, PROMOTED, "b", "c"),
                at(4, RELOAD_FAILED, "b", "c"),
                at(5, ROLLED_BACK, "c", "b")))
        .isEqualTo("promoted a");
    assertThat(
            undone(
                at(1, PROMOTED, null, "a"),
                at(2, RELOAD_FAILED, "a", "b"),
                at(3, RECOVERED, "b", "a")))
        .isEqualTo("promoted null");
  }

  @Test
  void undoesAPromotionThatWasKeptUnconfirmed() {
    assertThat(
            undone(
                at(1, PROMOTED, null, "a"),
                at(2, PROMOTED, "a", "b"),
                at(3, RELOAD_FAILED, "a", "b")))
        .isEqualTo("reload_failed a");
  }

  @Test
  void forgetsARollbackThatWasPutBack() {
    assertThat(
            undone(
                at(1, PROMOTED, null, "a"),
                at(2, PROMOTED, "a", "b"),
                at(3, ROLLED_BACK, "b", "a"),
                at(4, RELOAD_FAILED, "b", "a"),
                at(5, ROLLED_BACK, "a", "b")))
        .isEqualTo("promoted a");
  }

  @Test
  void passesOverEventsThatChangedNothing() {
    assertThat(
            undone(at(1, PROMOTED, "a", "b"), at(2, REFUSED, "b", "x"), at(3, RECOVERED, "b", "b")))
        .isEqualTo("promoted a");
  }

  @Test
  void answersQuestions() {
    List<LedgerEvent> events =
        List.of(at(1, PROMOTED, null, "a"), at(2, REFUSED, "a", "x"), at(3, PROMOTED, "a", "b"));
    Optional<Instant> none = Optional.empty();
    assertThat(LedgerQuery.ask(events, Optional.empty(), none, none).events()).hasSize(3);
    assertThat(LedgerQuery.ask(events, Optional.of(ALPHA), none, none).events()).isEmpty();
    assertThat(
            LedgerQuery.ask(events, Optional.empty(), Optional.of(NOON.plusSeconds(120)), none)
                .events())
        .hasSize(2);
    LedgerQuery then =
        LedgerQuery.ask(events, Optional.empty(), none, Optional.of(NOON.plusSeconds(120)));
    assertThat(then.events()).containsExactly(events.get(0));
    assertThat(then.live().get(FILLNET).toSha256()).isEqualTo("a");
  }
}
