package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.Evidence;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;

/** What earlier decisions have used of the rows, and the version that losses are counted from. */
class EvidenceAccountTest {
  private static final ModelName ALPHA = ModelName.ALPHA;
  private static final Optional<Instant> TWO_FIFTHS =
      Optional.of(ScoredModels.START.plus(Duration.ofMinutes(8_000)));

  /** Still better than chance, and clearly worse than the truth. */
  private static final double WORSE = 1;

  @TempDir Path directory;
  private PromotionFixture bed;

  @BeforeEach
  void begin() {
    bed = new PromotionFixture(directory);
    rows(Evidence.Leniency.NONE);
  }

  private void rows(Evidence.Leniency leniency) {
    bed.evidence =
        new RescoredEvidence(
            (model, options) -> Optional.of(ScoredModels.ROWS),
            RescoredEvidence.History.of(bed.paths()),
            leniency);
  }

  @Test
  void decisionsOnTheSameRowsShareOneAccount() {
    live();
    byte[] worse = ScoredModels.model(1, WORSE, TWO_FIFTHS);
    assertThat(promote(worse).reason()).startsWith("auc_10m_worse_than_champion(");
    assertThat(account().get("spent").booleanValue()).isTrue();
    assertThat(account().get("new_rows").intValue()).isEqualTo(1_200);
    String waits = promote(ScoredModels.model(1, WORSE + 0.1, TWO_FIFTHS)).reason();
    assertThat(waits).startsWith("wait_for_rows(400,2026-03-");
    assertThat(account().get("spent").booleanValue()).isFalse();
    assertThat(promote(worse).reason())
        .as("a second try is decided as the first was")
        .startsWith("auc_10m_worse_than_champion(");
    assertThat(account().get("spent").booleanValue()).isFalse();
    assertThat(account().get("share").doubleValue()).isEqualTo(1);
    assertThat(promote(ScoredModels.model(1, 1e-12, TWO_FIFTHS)).state())
        .as("the same scores need no new rows")
        .isEqualTo(ModelOutcome.State.OK);
  }

  @Test
  void aLaterDecisionIsTakenAtTheShareOfRowsThatAreNew() {
    live();
    byte[] early = ScoredModels.model(1, WORSE, TWO_FIFTHS);
    bed.evidence = upTo(1_400);
    assertThat(promote(early).reason()).startsWith("auc_10m_worse_than_champion(");
    rows(Evidence.Leniency.NONE);
    assertThat(promote(ScoredModels.model(1, WORSE + 0.1, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_worse_than_champion(");
    assertThat(account().get("share").doubleValue()).isEqualTo(0.5);
    assertThat(account().get("new_rows").intValue()).isEqualTo(600);
  }

  /** They would never count as used, and whoever sets the clock back could try for ever. */
  @Test
  void rowsOfTheFutureAreNoEvidence() {
    live();
    bed.evidence = byAClockAt(12_000);
    assertThat(promote(ScoredModels.model(1, WORSE, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_worse_than_champion(");
    // a row every ten minutes from the 8,000th on
    assertThat(account().get("rows").intValue()).isEqualTo(401);
    bed.evidence = byAClockAt(7_000);
    assertThat(promote(ScoredModels.model(1, WORSE + 0.1, TWO_FIFTHS)).reason())
        .startsWith("inconclusive_auc_10m(");
  }

  /** Rows as they are judged so many minutes after the first of them. */
  private ChampionEvidence byAClockAt(int minutes) {
    ChampionEvidence rows =
        new RescoredEvidence(
            (model, options) -> Optional.of(ScoredModels.ROWS),
            RescoredEvidence.History.of(bed.paths()),
            Evidence.Leniency.NONE);
    Instant then = ScoredModels.START.plus(Duration.ofMinutes(minutes));
    return (model, champion, now) ->
        ChampionEvidence.ofOwnFiles()
            .gather(model, champion, now)
            .with(rows.gather(model, champion, then).rescoring())
            .with(Evidence.Leniency.NONE);
  }

  /** Two runs at once may not both count the same rows as new. */
  @Test
  void aDecisionTakenMeanwhileIsNotOverlooked() {
    live();
    byte[] other = ScoredModels.model(1, WORSE, TWO_FIFTHS);
    byte[] candidate = ScoredModels.model(1, 0.01, TWO_FIFTHS);
    ChampionEvidence rows = bed.evidence;
    bed.evidence =
        (model, champion, now) -> {
          Evidence found = rows.gather(model, champion, now);
          bed.evidence = rows;
          promote(other);
          bed.candidate(ALPHA, candidate);
          return found;
        };
    ModelOutcome late = promote(candidate);
    assertThat(late.reason()).isEqualTo("decided_meanwhile");
    assertThat(late.failure()).get().isInstanceOf(InputException.class);
    assertThat(promote(candidate).reason()).startsWith("wait_for_rows(");
  }

  @Test
  void aSecondTryAfterARuntimeFailedNeedsNoNewRows() {
    live();
    byte[] candidate = ScoredModels.model(1, 0.01, TWO_FIFTHS);
    bed.answer = ReloadReply.Outcome.FAILED;
    assertThat(promote(candidate).state()).isEqualTo(ModelOutcome.State.ROLLED_BACK);
    bed.answer = ReloadReply.Outcome.OK;
    assertThat(promote(ScoredModels.model(1, 0.02, TWO_FIFTHS)).reason())
        .startsWith("wait_for_rows(");
    ModelOutcome second = promote(candidate);
    assertThat(second.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(second.reason()).contains(",second_try");
  }

  @Test
  void aPromotionOpensANewAccount() {
    champion(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    assertThat(promote(ScoredModels.model(1, 0, TWO_FIFTHS)).state())
        .isEqualTo(ModelOutcome.State.OK);
    assertThat(promote(ScoredModels.model(1, 0.01, TWO_FIFTHS)).reason())
        .doesNotContain("wait_for_rows");
  }

  /** Else a copy between two tries would make used rows new. */
  @Test
  void aCopyOfProductionTakesOverItsAccount() {
    live();
    assertThat(promote(ScoredModels.model(1, WORSE, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_worse_than_champion(");
    for (int copy = 1; copy <= 2; copy++) {
      assertThat(promote(ScoredModels.model(1, copy * 1e-12, TWO_FIFTHS)).state())
          .isEqualTo(ModelOutcome.State.OK);
      assertThat(promote(ScoredModels.model(1, WORSE + 0.1, TWO_FIFTHS)).reason())
          .startsWith("wait_for_rows(");
    }
  }

  @Test
  void aMissingAliasDoesNotMakeAFirstPromotionOfTheNext() throws Exception {
    promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    Files.delete(bed.paths().alias(ALPHA));
    byte[] worse = ScoredModels.model(1, WORSE, TWO_FIFTHS);
    assertThat(promote(worse).reason()).startsWith("wait_for_rows(");
    rows(new Evidence.Leniency(true, false));
    assertThat(promote(worse).reason()).contains("_worse_than_anchor(");
  }

  @Test
  void aLostLedgerDoesNotMakeAnAnchorOfWhateverIsLive() throws Exception {
    promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    promote(ScoredModels.model(1, 0.01, TWO_FIFTHS));
    Files.delete(bed.paths().ledger());
    Files.deleteIfExists(bed.paths().ledgerIndex());
    ModelOutcome refused = promote(ScoredModels.model(1, 0.02, TWO_FIFTHS));
    assertThat(refused.reason()).isEqualTo("not_comparable(anchor_not_in_ledger)");
    assertThat(refused.failure().orElseThrow().remedy()).contains("anchor alpha --set");
  }

  /** Each step is within the margin of the version before; together they are not. */
  @Test
  void smallLossesCannotAddUpPastTheAnchor() {
    assertThat(promote(ScoredModels.model(1, 0, TWO_FIFTHS)).state())
        .isEqualTo(ModelOutcome.State.OK);
    String anchor = bed.live(ALPHA).orElseThrow();
    double noise = 0;
    ModelOutcome last;
    do {
      noise += 0.1;
      last = promote(ScoredModels.model(1, noise, TWO_FIFTHS));
    } while (last.state() == ModelOutcome.State.OK && noise < 5);
    assertThat(last.reason())
        .matches("(inconclusive_(auc|brier)_10m_against|auc_10m_worse_than)_anchor\\(.*");
    assertThat(noise).isGreaterThan(0.25);
    assertThat(new Ledger(bed.paths().ledger()).anchor(ALPHA).orElseThrow().toSha256())
        .isEqualTo(anchor);
  }

  @Test
  void aSignificantlyBetterVersionBecomesTheAnchorAndSaysSo() {
    assertThat(promote(ScoredModels.model(1, WORSE, TWO_FIFTHS)).state())
        .isEqualTo(ModelOutcome.State.OK);
    ModelOutcome better = promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    assertThat(better.reason()).contains(",anchor=moved");
    LedgerEvent anchored = bed.ledger().get(bed.ledger().size() - 1);
    assertThat(anchored.event()).isEqualTo(LedgerEvent.Kind.ANCHORED);
    assertThat(anchored.toSha256()).isEqualTo(better.candidateSha256().orElseThrow());
    assertThat(anchored.reason()).matches("significantly_better\\(auc_10m=0\\.\\d+,auc_60m=0.*");
    assertThat(bed.live(ALPHA)).isEqualTo(better.candidateSha256());
    assertThat(promote(ScoredModels.model(1, 0.01, TWO_FIFTHS)).reason())
        .doesNotContain("anchor=moved");
  }

  @Test
  void anAnchorThatIsNotInTheArchiveRefuses() throws Exception {
    promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    String anchor = bed.live(ALPHA).orElseThrow();
    promote(ScoredModels.model(1, 0.01, TWO_FIFTHS));
    Files.delete(AliasReader.version(bed.paths(), ALPHA, anchor));
    ModelOutcome refused = promote(ScoredModels.model(1, 0.02, TWO_FIFTHS));
    assertThat(refused.reason()).isEqualTo("not_comparable(anchor_not_in_archive)");
    assertThat(refused.failure().orElseThrow().remedy()).contains("anchor alpha --set");
  }

  private RescoredEvidence upTo(int rows) {
    return new RescoredEvidence(
        (model, options) ->
            Optional.of(
                options.asOfMs().isPresent() ? ScoredModels.ROWS : ScoredModels.first(rows)),
        RescoredEvidence.History.of(bed.paths()),
        Evidence.Leniency.NONE);
  }

  private JsonNode account() {
    JsonNode gates = bed.ledger().get(bed.ledger().size() - 1).gates();
    return gates.findValue("account");
  }

  private void live() {
    champion(ScoredModels.model(1, 0, TWO_FIFTHS));
  }

  private void champion(byte[] content) {
    PromotionFixture.write(bed.paths().alias(ALPHA), content);
    assertThat(bed.live(ALPHA)).contains(Digest.of(content));
  }

  private ModelOutcome promote(byte[] candidate) {
    bed.candidate(ALPHA, candidate);
    return bed.promote(ALPHA).outcomes().get(0);
  }
}
