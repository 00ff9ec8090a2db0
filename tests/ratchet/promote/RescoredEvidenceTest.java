package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.training.TrainingSet;
import ratchet.gate.Check;
import ratchet.gate.GateBook;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.rollout.GateJson;
import ratchet.promote.rollout.ModelOutcome;

/** Promotions over a champion that is scored on the same rows as the candidate. */
class RescoredEvidenceTest {
  private static final ModelName ALPHA = ModelName.ALPHA;
  private static final TrainingSet ROWS = ScoredModels.rows(2_000, 1);
  private static final Instant TWO_FIFTHS = ScoredModels.START.plus(Duration.ofMinutes(8_000));
  private static final Instant MOST = ScoredModels.START.plus(Duration.ofMinutes(19_500));

  @TempDir Path directory;
  private PromotionFixture bed;
  private boolean accept;

  @BeforeEach
  void begin() {
    bed = new PromotionFixture(directory);
    rows(Optional.of(ROWS));
  }

  private void rows(Optional<TrainingSet> set) {
    bed.evidence = new RescoredEvidence((model, options) -> set, () -> bed.ledger(), accept);
  }

  @Test
  void promotesWhatIsBetterOnTheRowsAlthoughItsFileClaimsLess() {
    live(0.3, 3, 0.99);
    ModelOutcome outcome = promote(ScoredModels.model(1, 0, 0.75, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.reason()).isEqualTo("auc_10m=0.75,hooks=absent");
    JsonNode gate = gate(outcome);
    assertThat(gate.get("measured").doubleValue()).isPositive();
    assertThat(gate.get("lower").doubleValue())
        .isPositive()
        .isLessThan(gate.get("measured").doubleValue());
    assertThat(gate.get("upper").doubleValue()).isGreaterThan(gate.get("measured").doubleValue());
    assertThat(gate.at("/window/rows").intValue()).isEqualTo(1_200);
    assertThat(gate.at("/window/from").textValue()).isEqualTo(TWO_FIFTHS.toString());
    assertThat(bed.ledger().get(1).gates()).isEqualTo(GateJson.checks(outcome.gates()));
  }

  /** The same two files the other way round: one of the two tests fails if they are swapped. */
  @Test
  void refusesWhatIsBetterOnPaperButWorseOnTheRows() {
    live(1, 0, 0.75);
    String champion = bed.live(ALPHA).orElseThrow();
    ModelOutcome outcome = promote(ScoredModels.model(0.3, 3, 0.99, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.reason()).startsWith("auc_worse_than_champion(-0.");
    assertThat(outcome.failure()).get().isInstanceOf(RefusalException.class);
    assertThat(bed.live(ALPHA)).contains(champion);
  }

  @Test
  void refusesScoresThatAreUpsideDown() {
    live(1, 0, 0.75);
    ModelOutcome outcome = promote(ScoredModels.model(-1, 0, 0.99, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.reason()).startsWith("auc_worse_than_champion(-0.");
    accept = true;
    rows(Optional.of(ROWS));
    assertThat(promote(ScoredModels.model(-1, 0.1, 0.99, Optional.of(TWO_FIFTHS))).reason())
        .startsWith("auc_worse_than_champion(-0.");
  }

  @Test
  void promotesACopyWithATinyChange() {
    live(1, 0, 0.75);
    ModelOutcome outcome = promote(ScoredModels.model(1, 1e-6, 0.75, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(gate(outcome).get("measured").doubleValue()).isBetween(-1e-3, 1e-3);
  }

  @Test
  void looksOnlyAtRowsThatNeitherWasFittedOn() {
    champion(ScoredModels.model(1, 0, 0.75, Optional.of(MOST)));
    ModelOutcome few = promote(ScoredModels.model(1, 0.1, 0.75, Optional.of(TWO_FIFTHS)));
    assertThat(few.reason()).isEqualTo("inconclusive_auc(rows=50)");
    assertThat(few.failure().orElseThrow().remedy()).contains("--accept-inconclusive");
    bed = new PromotionFixture(directory);
    rows(Optional.of(ROWS));
    champion(ScoredModels.model(1, 0.2, 0.75, Optional.of(TWO_FIFTHS)));
    assertThat(promote(ScoredModels.model(1, 0.1, 0.75, Optional.of(MOST))).reason())
        .isEqualTo("inconclusive_auc(rows=50)");
  }

  @Test
  void acceptsWhatTheRowsCannotTellOnRequest() {
    accept = true;
    rows(Optional.of(ROWS));
    champion(ScoredModels.model(1, 0, 0.75, Optional.of(MOST)));
    ModelOutcome few = promote(ScoredModels.model(1, 0.1, 0.75, Optional.of(TWO_FIFTHS)));
    assertThat(few.reason())
        .isEqualTo("auc_10m=0.75,inconclusive_auc(rows=50)=accepted,hooks=absent");
  }

  @Test
  void trustsNoRowWithACandidateThatDoesNotTellItsOwn() {
    live(1, 0, 0.75);
    assertThat(promote(ScoredModels.model(1, 0.1, 0.75, Optional.empty())).reason())
        .isEqualTo("inconclusive_auc(candidate_without_provenance)");
  }

  @Test
  void comparesWithAChampionThatDoesNotTellItsRowsAndSaysSo() {
    champion(ScoredModels.model(1, 0, 0.75, Optional.empty()));
    assertThat(promote(ScoredModels.model(1, 0.1, 0.75, Optional.of(TWO_FIFTHS))).reason())
        .isEqualTo("auc_10m=0.75,champion_rows=unknown,hooks=absent");
  }

  @Test
  void goesByTheFilesWhereThereIsNoDatabase() {
    live(1, 0, 0.75);
    bed.evidence = RescoredEvidence.of(directory.resolve("no.db"), bed.paths(), false);
    assertThat(promote(ScoredModels.model(-1, 0, 0.99, Optional.of(TWO_FIFTHS))).reason())
        .isEqualTo("auc_10m=0.99,champion=on_paper,hooks=absent");
  }

  @Test
  void changesNothingWhenTheDatabaseCannotBeRead() throws Exception {
    live(1, 0, 0.75);
    Path garbage = Files.writeString(directory.resolve("bad.db"), "no database");
    bed.evidence = RescoredEvidence.of(garbage, bed.paths(), false);
    String champion = bed.live(ALPHA).orElseThrow();
    ModelOutcome outcome = promote(ScoredModels.model(1, 0.1, 0.99, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.reason()).isEqualTo("evidence_unreadable");
    assertThat(outcome.failure()).get().isInstanceOf(InputException.class);
    assertThat(bed.live(ALPHA)).contains(champion);
  }

  @Test
  void doesNotReadTheDatabaseWithoutAChampionOrWithABrokenOne() {
    bed.evidence =
        new RescoredEvidence(
            (model, options) -> {
              throw new AssertionError("read");
            },
            () -> bed.ledger(),
            false);
    byte[] candidate = ScoredModels.model(1, 0, 0.75, Optional.of(TWO_FIFTHS));
    assertThat(promote(candidate).reason()).isEqualTo("auc_10m=0.75,hooks=absent");
    PromotionFixture.write(bed.paths().alias(ALPHA), "{".getBytes(StandardCharsets.UTF_8));
    assertThat(promote(candidate).reason())
        .isEqualTo("auc_10m=0.75,champion=not_loadable,hooks=absent");
  }

  @Test
  void isStricterPastTheBudgetOfDecisionsOnTheSameRows() {
    live(1, 0, 0.75);
    byte[] candidate = ScoredModels.model(0.3, 3, 0.99, Optional.of(TWO_FIFTHS));
    for (int decision = 1; decision <= 20; decision++) {
      assertThat(promote(candidate).reason()).doesNotContain("budget");
    }
    assertThat(promote(candidate).reason()).endsWith(",budget=21/20");
    Instant later = TWO_FIFTHS.plus(Duration.ofMinutes(10));
    assertThat(promote(ScoredModels.model(0.3, 3, 0.99, Optional.of(later))).reason())
        .as("other rows have a budget of their own")
        .doesNotContain("budget");
  }

  /** The rule on all rows is made to look away. */
  @Test
  void refusesWhatIsClearlyWorseInAThirdOfTheRows() {
    String book = Json.line(GateBook.standard().json());
    String lenient =
        book.replaceFirst(
            "(\"name\":\"auc_against_champion\",\"metric\":\"auc\",\"label\":\"y_payoff_10m\","
                + "\"margin\":)0.03",
            "$10.9");
    assertThat(lenient).isNotEqualTo(book);
    bed.book = GateBook.parse("lenient.json", lenient.getBytes(StandardCharsets.UTF_8));
    live(1, 0, 0.75);
    ModelOutcome outcome = promote(ScoredModels.model(-1, 0, 0.99, Optional.of(TWO_FIFTHS)));
    assertThat(outcome.reason()).startsWith("auc_worse_in_lp_norm_high(-0.");
    assertThat(outcome.gates())
        .filteredOn(check -> check.name().equals("auc_by_liquidity"))
        .singleElement()
        .satisfies(
            check ->
                assertThat(check.parts())
                    .extracting(Check::name)
                    .containsExactly(
                        "auc_by_liquidity_high",
                        "auc_by_liquidity_low",
                        "auc_by_liquidity_middle"));
  }

  /** A champion whose own file claims {@code auc}. */
  private void live(double sign, double noise, double auc) {
    champion(ScoredModels.model(sign, noise, auc, Optional.of(TWO_FIFTHS)));
  }

  private void champion(byte[] content) {
    PromotionFixture.write(bed.paths().alias(ALPHA), content);
    assertThat(bed.live(ALPHA)).contains(Digest.of(content));
  }

  private ModelOutcome promote(byte[] candidate) {
    bed.candidate(ALPHA, candidate);
    return bed.promote(ALPHA).outcomes().get(0);
  }

  private static JsonNode gate(ModelOutcome outcome) {
    for (JsonNode gate : GateJson.checks(List.copyOf(outcome.gates()))) {
      if (gate.get("name").textValue().equals("auc_against_champion")) {
        return gate;
      }
    }
    throw new AssertionError("no such gate");
  }
}
