package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;
import ratchet.store.LedgerEvent.Kind;

class ConfirmedVersionsTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);
  private static final JsonNode PROBATION =
      LedgerEvent.probationDetails(Duration.ofHours(24), Optional.empty());

  private final ConfirmedVersions versions = new ConfirmedVersions();

  private static LedgerEvent event(Kind kind, String from, String to, String reason) {
    return LedgerEvent.of(
        Instant.parse("2026-03-01T12:00:00Z"),
        kind,
        ModelName.FILLNET,
        from,
        to,
        reason,
        new LedgerAuthor("a", "b", "promote"));
  }

  private void promoted(String from, String to) {
    versions.add(event(Kind.PROMOTED, from, to, "better"));
  }

  private void onProbation(String from, String to) {
    versions.add(event(Kind.PROMOTED, from, to, "better").withDetails(PROBATION));
  }

  @Test
  void aVersionOnProbationCountsOnceOutcomesConfirmIt() {
    promoted(null, A);
    onProbation(A, B);
    assertThat(versions.last()).contains(A);
    assertThat(versions.isUnconfirmed(B)).isTrue();
    versions.add(event(Kind.CONFIRMED, A, B, "brier_not_worse"));
    assertThat(versions.last()).contains(B);
    assertThat(versions.isUnconfirmed(B)).isFalse();
  }

  @Test
  void aChainOfProbationsKeepsTheLastConfirmedVersion() {
    promoted(null, A);
    onProbation(A, B);
    onProbation(B, C);
    versions.add(event(Kind.WATCH_UNDECIDED, B, C, "window_over"));
    assertThat(versions.last()).contains(A);
    versions.add(event(Kind.WATCH_ROLLED_BACK, C, B, "brier_worse"));
    assertThat(versions.last()).as("what is live again was never confirmed").contains(A);
  }

  @Test
  void aPromotionWithoutProbationCountsAtOnce() {
    promoted(null, A);
    onProbation(A, B);
    versions.add(event(Kind.ROLLED_BACK, B, A, "rollback_to_previous_version"));
    promoted(A, B);
    assertThat(versions.last()).contains(B);
  }

  @Test
  void aFirstVersionOnProbationLeavesNone() {
    onProbation(null, A);
    assertThat(versions.last()).isEmpty();
  }

  /** Nothing says whether it was promoted on probation. */
  @Test
  void aSwitchThatTheLedgerDidNotGetIsUnconfirmed() {
    promoted(null, A);
    versions.add(event(Kind.RECOVERED, A, B, AliasStoreRecovery.SWITCH_NOT_RECORDED));
    assertThat(versions.last()).contains(A);
    versions.add(event(Kind.PROMOTED, B, B, "confirmed_later"));
    assertThat(versions.last()).contains(B);
  }

  @Test
  void aVersionThatWasKeptWithoutAConfirmationIsOnProbationToo() {
    promoted(null, A);
    versions.add(event(Kind.RELOAD_FAILED, A, B, "reload_failed").withDetails(PROBATION));
    assertThat(versions.last()).contains(A);
  }

  /** The index of the ledger keeps no details of events. */
  @Test
  void theLedgerKnowsItWithItsIndexAndWithout(@TempDir Path folder) throws Exception {
    ModelPaths paths = ModelPaths.of(folder);
    Ledger ledger = new Ledger(paths.ledger());
    ledger.append(event(Kind.PROMOTED, null, A, "first"));
    ledger.append(event(Kind.PROMOTED, A, B, "better").withDetails(PROBATION));
    ledger.saveIndex();
    for (boolean withIndex : new boolean[] {true, false}) {
      if (!withIndex) {
        Files.deleteIfExists(paths.ledgerIndex());
      }
      Ledger read = new Ledger(paths.ledger());
      assertThat(read.lastConfirmed(ModelName.FILLNET)).contains(A);
      assertThat(read.isOnProbation(ModelName.FILLNET, B)).isTrue();
      assertThat(read.isOnProbation(ModelName.FILLNET, A)).isFalse();
      assertThat(read.lastConfirmed(ModelName.ALPHA)).isEmpty();
    }
  }

  @Test
  void itsJsonIsWhatItWas() {
    promoted(null, A);
    onProbation(A, B);
    ConfirmedVersions read = ConfirmedVersions.of(versions.toJson());
    assertThat(read.last()).contains(A);
    read.add(event(Kind.CONFIRMED, A, B, "brier_not_worse"));
    assertThat(read.last()).contains(B);
  }
}
