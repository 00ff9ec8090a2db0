package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.Evidence;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.PromotionSettings;

/** Promotions while the version that is live is on probation. */
class ProbationPromotionTest {
  private static final ModelName ALPHA = ModelName.ALPHA;
  private static final Optional<Instant> TWO_FIFTHS =
      Optional.of(ScoredModels.START.plus(Duration.ofMinutes(8_000)));
  private static final double WORSE = 1;
  private static final LedgerAuthor AUTHOR = new LedgerAuthor("tester", "testhost", "promote");
  private static final Clock CLOCK = Clock.fixed(PromotionFixture.NOW, ZoneOffset.UTC);

  @TempDir Path directory;
  private PromotionFixture bed;

  @BeforeEach
  void begin() {
    bed = new PromotionFixture(directory);
    bed.evidence =
        new RescoredEvidence(
            (model, options) -> Optional.of(ScoredModels.ROWS),
            RescoredEvidence.History.of(bed.paths()),
            Evidence.Leniency.NONE);
    bed.probation = Optional.of(Duration.ofHours(24));
  }

  /** Without this rule each short probation could lose a margin. */
  @Test
  void aCandidateIsHeldToTheLastConfirmedVersionToo() {
    String confirmed = live(ScoredModels.model(1, 0, TWO_FIFTHS));
    live(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    // as good as what is live, and no worse than that; it is far worse than what was confirmed
    ModelOutcome refused = promote(ScoredModels.model(1, WORSE - 0.01, TWO_FIFTHS));
    assertThat(refused.reason()).startsWith("auc_10m_worse_than_confirmed(");
    assertThat(refused.failure().orElseThrow().remedy()).contains("on probation");
    assertThat(refused.gates())
        .anySatisfy(
            check -> {
              assertThat(check.name()).isEqualTo("auc_10m_against_confirmed");
              assertThat(check.passed()).isFalse();
            });
    assertThat(new Ledger(bed.paths().ledger()).lastConfirmed(ALPHA)).contains(confirmed);
  }

  @Test
  void onceItIsConfirmedOnlyWhatIsLiveCounts() {
    live(ScoredModels.model(1, 0, TWO_FIFTHS));
    String second = live(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    new Ledger(bed.paths().ledger()).append(event(Kind.CONFIRMED, null, second));
    ModelOutcome outcome = promote(ScoredModels.model(1, WORSE - 0.01, TWO_FIFTHS));
    assertThat(outcome.gates())
        .filteredOn(check -> check.name().endsWith("_against_confirmed"))
        .isNotEmpty()
        .allMatch(check -> check.passed() && check.lower().isEmpty());
  }

  @Test
  void aSignificantlyBetterVersionOnProbationDoesNotBecomeTheAnchor() {
    bed.probation = Optional.empty();
    assertThat(promote(ScoredModels.model(1, WORSE, TWO_FIFTHS)).state())
        .isEqualTo(ModelOutcome.State.OK);
    String anchor = bed.live(ALPHA).orElseThrow();
    bed.probation = Optional.of(Duration.ofHours(24));
    ModelOutcome better = promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    assertThat(better.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(better.reason()).endsWith(",anchor=when_confirmed");
    assertThat(bed.ledger()).extracting(LedgerEvent::event).doesNotContain(Kind.ANCHORED);
    assertThat(new Ledger(bed.paths().ledger()).anchor(ALPHA).orElseThrow().toSha256())
        .isEqualTo(anchor);
    LedgerEvent promoted = bed.ledger().get(bed.ledger().size() - 1);
    assertThat(promoted.probation()).contains(Duration.ofHours(24));
    assertThat(promoted.anchorWhenConfirmed().orElseThrow()).startsWith("significantly_better(");
  }

  /** A run that was killed after the switch must not turn a probation into a confirmation. */
  @Test
  void aPromotionThatIsConfirmedLaterKeepsItsProbation() {
    live(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    bed.keep = true;
    bed.answer = ReloadReply.Outcome.FAILED;
    byte[] second = ScoredModels.model(1, 0, TWO_FIFTHS);
    promote(second);
    bed.answer = ReloadReply.Outcome.OK;
    promote(second);
    LedgerEvent last = bed.ledger().get(bed.ledger().size() - 1);
    assertThat(last.event()).isEqualTo(Kind.PROMOTED);
    assertThat(last.reason()).isEqualTo("confirmed_later");
    assertThat(last.probation()).contains(Duration.ofHours(24));
    assertThat(new Ledger(bed.paths().ledger()).isOnProbation(ALPHA, last.toSha256())).isTrue();
  }

  /** Puts a version live without any gate; the first one is confirmed, later ones on probation. */
  private String live(byte[] content) {
    Optional<String> before = bed.live(ALPHA);
    try (AliasStore store = AliasStore.open(settings(), CLOCK)) {
      store.replace(ALPHA, content);
      LedgerEvent event = event(Kind.PROMOTED, before.orElse(null), Digest.of(content));
      store
          .ledger()
          .append(
              before.isEmpty()
                  ? event
                  : event.withDetails(
                      LedgerEvent.probationDetails(Duration.ofHours(24), Optional.empty())));
    }
    return Digest.of(content);
  }

  private PromotionSettings settings() {
    return PromotionSettings.of(bed.paths(), Map.of(), AUTHOR);
  }

  private static LedgerEvent event(Kind kind, String from, String to) {
    return LedgerEvent.of(PromotionFixture.NOW, kind, ALPHA, from, to, "test", AUTHOR);
  }

  private ModelOutcome promote(byte[] candidate) {
    bed.candidate(ALPHA, candidate);
    return bed.promote(ALPHA).outcomes().get(0);
  }
}
