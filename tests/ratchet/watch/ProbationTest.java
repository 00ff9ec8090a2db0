package ratchet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.watch.DrawnVersions.PROMOTED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;

class ProbationTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String THREE = "3".repeat(64);

  private static LedgerEvent event(int minute, Kind kind, String from, String to) {
    Instant at = PROMOTED.plus(Duration.ofMinutes(minute));
    return LedgerEvent.of(
        at, kind, ModelName.FILLNET, from, to, "why", new LedgerAuthor("a", "b", "promote"));
  }

  private static LedgerEvent promoted(int minute, String from, String to) {
    return event(minute, Kind.PROMOTED, from, to)
        .withDetails(LedgerEvent.probationDetails(Duration.ofHours(6), Optional.empty()));
  }

  private static Probation.Finding find(LedgerEvent... events) {
    return Probation.of(List.of(events), ModelName.FILLNET, Duration.ofHours(24));
  }

  private static Probation watched(LedgerEvent... events) {
    return ((Probation.Finding.Watched) find(events)).probation();
  }

  private static String reason(LedgerEvent... events) {
    return ((Probation.Finding.NotWatched) find(events)).reason();
  }

  @Test
  void aPromotionIsOnProbationForTheTimeThatItStates() {
    Probation probation = watched(event(0, Kind.PROMOTED, null, ONE), promoted(5, ONE, TWO));
    assertThat(probation.liveSha256()).isEqualTo(TWO);
    assertThat(probation.predecessors()).containsExactly(ONE);
    assertThat(probation.since()).isEqualTo(PROMOTED.plus(Duration.ofMinutes(5)));
    assertThat(probation.window()).isEqualTo(Duration.ofHours(6));
    assertThat(probation.ended()).isEmpty();
  }

  @Test
  void withoutAStatedTimeTheDefaultWindowCounts() {
    Probation probation =
        watched(event(0, Kind.PROMOTED, null, ONE), event(5, Kind.PROMOTED, ONE, TWO));
    assertThat(probation.window()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void aFirstVersionAndARolledBackOneAreNotWatched() {
    assertThat(reason()).isEqualTo("never_promoted");
    assertThat(reason(event(0, Kind.PROMOTED, null, ONE))).isEqualTo("first_version");
    assertThat(
            reason(
                event(0, Kind.PROMOTED, null, ONE),
                promoted(5, ONE, TWO),
                event(6, Kind.ROLLED_BACK, TWO, ONE)))
        .isEqualTo("rolled_back");
  }

  /** Else a runtime that was down for a moment would end the watch of a worse version. */
  @Test
  void aRollbackThatDidNotComeThroughDoesNotEndAProbation() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            event(5, Kind.PROMOTED, ONE, TWO),
            event(60, Kind.RELOAD_FAILED, TWO, ONE),
            event(61, Kind.ROLLBACK_FAILED, ONE, TWO));
    assertThat(probation.liveSha256()).isEqualTo(TWO);
    assertThat(probation.since()).isEqualTo(PROMOTED.plus(Duration.ofMinutes(5)));
  }

  /** What is live again was not confirmed before. */
  @Test
  void theProbationOfAVersionThatIsBackGoesOn() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            promoted(5, ONE, TWO),
            promoted(10, TWO, THREE),
            event(60, Kind.WATCH_ROLLED_BACK, THREE, TWO));
    assertThat(probation.liveSha256()).isEqualTo(TWO);
    assertThat(probation.predecessors()).containsExactly(ONE);
    assertThat(probation.since()).isEqualTo(PROMOTED.plus(Duration.ofMinutes(5)));
    assertThat(
            reason(
                event(0, Kind.PROMOTED, null, ONE),
                promoted(5, ONE, TWO),
                event(9, Kind.CONFIRMED, ONE, TWO),
                promoted(10, TWO, THREE),
                event(60, Kind.WATCH_ROLLED_BACK, THREE, TWO)))
        .isEqualTo("watch_rolled_back");
  }

  @Test
  void aVersionThatWasKeptUnconfirmedIsWatched() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            event(5, Kind.RELOAD_FAILED, ONE, TWO)
                .withDetails(LedgerEvent.probationDetails(Duration.ofHours(6), Optional.empty())));
    assertThat(probation.liveSha256()).isEqualTo(TWO);
    assertThat(probation.window()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void aRefusalOfALaterCandidateDoesNotEndAProbation() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            promoted(5, ONE, TWO),
            event(6, Kind.REFUSED, TWO, THREE));
    assertThat(probation.liveSha256()).isEqualTo(TWO);
  }

  @Test
  void aConfirmedVersionStaysConfirmed() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            promoted(5, ONE, TWO),
            event(90, Kind.CONFIRMED, ONE, TWO));
    assertThat(probation.ended())
        .hasValueSatisfying(e -> assertThat(e.event()).isEqualTo(Kind.CONFIRMED));
  }

  /** Else a chain of short probations could lose a little each time. */
  @Test
  void aVersionThatReplacesOneOnProbationIsComparedWithTheLastConfirmedOneToo() {
    Probation probation =
        watched(
            event(0, Kind.PROMOTED, null, ONE), promoted(5, ONE, TWO), promoted(10, TWO, THREE));
    assertThat(probation.predecessors()).containsExactly(TWO, ONE);
    Probation afterConfirmation =
        watched(
            event(0, Kind.PROMOTED, null, ONE),
            promoted(5, ONE, TWO),
            event(9, Kind.CONFIRMED, ONE, TWO),
            promoted(10, TWO, THREE));
    assertThat(afterConfirmation.predecessors()).containsExactly(TWO);
  }
}
