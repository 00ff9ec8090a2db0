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

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.ledger.LedgerQuery;

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
    List<LedgerEvent> events =
        List.of(
            at(1, PROMOTED, null, "a"),
            at(2, REFUSED, "a", "x"),
            at(3, PROMOTED, "a", "b"),
            at(4, ROLLED_BACK, "b", "a"));
    assertThat(LiveVersions.at(NOON, events)).isEmpty();
    assertThat(LiveVersions.at(NOON.plusSeconds(150), events).get(FILLNET).toSha256())
        .isEqualTo("a");
    assertThat(LiveVersions.at(NOON.plusSeconds(180), events).get(FILLNET).toSha256())
        .isEqualTo("b");
    assertThat(LiveVersions.of(FILLNET, events)).map(LedgerEvent::toSha256).contains("a");
    assertThat(LiveVersions.of(ALPHA, events)).isEmpty();
  }

  @Test
  void followsTheLinesWhereTheClockJumpedBack() {
    List<LedgerEvent> events = List.of(at(10, PROMOTED, null, "a"), at(5, PROMOTED, "a", "b"));
    assertThat(LiveVersions.of(FILLNET, events)).map(LedgerEvent::toSha256).contains("b");
    assertThat(LiveVersions.at(NOON.plusSeconds(11 * 60), events).get(FILLNET).toSha256())
        .isEqualTo("b");
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
  void answersQuestions(@TempDir Path folder) {
    Ledger ledger = new Ledger(folder.resolve("ledger.jsonl"));
    LedgerEvent first = ledger.append(at(1, PROMOTED, null, "a"));
    ledger.append(at(2, REFUSED, "a", "x"));
    LedgerEvent newest = ledger.append(at(3, PROMOTED, "a", "b"));
    Optional<Instant> none = Optional.empty();
    assertThat(LedgerQuery.of(ledger, Optional.empty(), none, none, 9).events()).hasSize(3);
    assertThat(LedgerQuery.of(ledger, Optional.empty(), none, none, 1).events())
        .containsExactly(newest);
    assertThat(LedgerQuery.of(ledger, Optional.of(ALPHA), none, none, 9).events()).isEmpty();
    Optional<Instant> twoMinutes = Optional.of(NOON.plusSeconds(120));
    assertThat(LedgerQuery.of(ledger, Optional.empty(), twoMinutes, none, 9).events()).hasSize(2);
    LedgerQuery then = LedgerQuery.of(ledger, Optional.empty(), none, twoMinutes, 9);
    assertThat(then.events()).containsExactly(first);
    assertThat(then.live().get(FILLNET).toSha256()).isEqualTo("a");
  }
}
