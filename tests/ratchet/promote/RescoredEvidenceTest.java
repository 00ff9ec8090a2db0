package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.Check;
import ratchet.gate.CheckJson;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.rollout.ModelOutcome;

/** Promotions over a champion that is scored on the same rows as the candidate. */
class RescoredEvidenceTest {
  private static final ModelName ALPHA = ModelName.ALPHA;
  private static final Optional<Instant> TWO_FIFTHS =
      Optional.of(ScoredModels.START.plus(Duration.ofMinutes(8_000)));
  private static final Optional<Instant> MOST =
      Optional.of(ScoredModels.START.plus(Duration.ofMinutes(19_600)));

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

  private void accept() {
    rows(new Evidence.Leniency(true, false));
  }

  @Test
  void promotesWhatIsBetterOnTheRows() {
    champion(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    ModelOutcome outcome = promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.reason()).startsWith("auc_10m=0.8");
    JsonNode gate = gate(outcome);
    assertThat(gate.get("measured").doubleValue()).isPositive();
    assertThat(gate.get("lower").doubleValue())
        .isPositive()
        .isLessThan(gate.get("measured").doubleValue());
    assertThat(gate.get("upper").doubleValue()).isGreaterThan(gate.get("measured").doubleValue());
    assertThat(gate.at("/window/rows").intValue()).isEqualTo(1_200);
    assertThat(gate.at("/window/from").textValue()).isEqualTo(TWO_FIFTHS.get().toString());
    assertThat(gate.at("/precision/clusters").intValue()).isEqualTo(1_200);
    assertThat(gate.at("/precision/effective_rows").doubleValue()).isBetween(100.0, 1_200.0);
    assertThat(gate.at("/precision/margin").doubleValue()).isEqualTo(0.03);
    assertThat(gate.at("/precision/suffices").isBoolean()).isTrue();
    assertThat(bed.ledger().get(1).gates()).isEqualTo(CheckJson.checks(outcome.gates()));
  }

  /** The same two files the other way round: one of the two tests fails if they are swapped. */
  @Test
  void refusesWhatIsWorseOnTheRows() {
    live();
    String champion = bed.live(ALPHA).orElseThrow();
    ModelOutcome outcome = promote(ScoredModels.model(1, WORSE, TWO_FIFTHS));
    assertThat(outcome.reason()).startsWith("auc_10m_worse_than_champion(-0.");
    assertThat(outcome.failure()).get().isInstanceOf(RefusalException.class);
    assertThat(bed.live(ALPHA)).contains(champion);
    accept();
    assertThat(promote(ScoredModels.model(1, WORSE + 0.01, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_worse_than_champion(-0.");
  }

  @Test
  void refusesScoresThatAreUpsideDown() {
    live();
    assertThat(promote(ScoredModels.model(-1, 0, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_too_low(0.");
    accept();
    assertThat(promote(ScoredModels.model(-1, 0.1, TWO_FIFTHS)).reason())
        .startsWith("auc_10m_too_low(0.");
  }

  @Test
  void believesNoFigureThatRowsGive() {
    live();
    byte[] boasting = ScoredModels.claiming(-1, 0, TWO_FIFTHS, Map.of("auc_10m", 0.9));
    assertThat(promote(boasting).reason())
        .startsWith("metric_not_reproduced(auc_10m=0.9,measured=0.");
    byte[] modest = ScoredModels.claiming(1, 0.1, TWO_FIFTHS, Map.of("auc_10m", 0.75));
    assertThat(promote(modest).reason())
        .startsWith("metric_not_reproduced(auc_10m=0.75,measured=0.8");
    byte[] fewer = ScoredModels.claiming(1, 0.1, TWO_FIFTHS, Map.of("train_size_10m", 900.0));
    assertThat(promote(fewer).reason())
        .startsWith("metric_not_reproduced(train_size_10m=900,measured=7");
    accept();
    assertThat(promote(modest).reason()).startsWith("metric_not_reproduced(");
  }

  @Test
  void promotesACopyWithATinyChange() {
    live();
    ModelOutcome outcome = promote(ScoredModels.model(1, 1e-6, TWO_FIFTHS));
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(gate(outcome).get("measured").doubleValue()).isBetween(-1e-3, 1e-3);
  }

  @Test
  void looksOnlyAtRowsThatNeitherWasFittedOn() {
    champion(ScoredModels.model(1, 0, MOST));
    ModelOutcome few = promote(ScoredModels.model(1, 0.1, TWO_FIFTHS));
    assertThat(few.reason()).isEqualTo("inconclusive_auc_10m(rows=40)");
    assertThat(few.failure().orElseThrow().remedy()).contains("--accept-inconclusive");
    champion(ScoredModels.model(1, 0.2, TWO_FIFTHS));
    Instant lastFifth = ScoredModels.START.plus(Duration.ofMinutes(16_000));
    ModelOutcome late = promote(ScoredModels.model(1, 0.1, Optional.of(lastFifth)));
    assertThat(gate(late).at("/window/rows").intValue()).isEqualTo(400);
    assertThat(promote(ScoredModels.model(1, 0.1, MOST)).reason())
        .as("nor may a candidate choose the days on which it is compared")
        .isEqualTo("metrics_not_reproducible(holdout_rows=40,at_least=380)");
  }

  @Test
  void acceptsWhatTheRowsCannotTellOnRequest() {
    accept();
    champion(ScoredModels.model(1, 0, MOST));
    ModelOutcome few = promote(ScoredModels.model(1, 0.1, TWO_FIFTHS));
    assertThat(few.reason())
        .endsWith(
            ",inconclusive_auc_10m(rows=40)=accepted,inconclusive_auc_60m(rows=40)=accepted"
                + ",inconclusive_brier_10m(rows=40)=accepted"
                + ",inconclusive_brier_60m(rows=40)=accepted,hooks=absent");
  }

  @Test
  void trustsNoRowWithACandidateThatDoesNotTellItsOwn() {
    champion(ScoredModels.model(1, 0, Optional.empty()));
    assertThat(promote(ScoredModels.model(1, 0.1, Optional.empty())).reason())
        .isEqualTo("inconclusive_auc_10m(candidate_without_provenance)");
  }

  @Test
  void refusesACandidateThatLeavesOutWhatProductionHas() {
    live();
    accept();
    assertThat(promote(ScoredModels.model(1, 0.1, Optional.empty())).reason())
        .isEqualTo("candidate_lacks(provenance)");
  }

  @Test
  void comparesWithAChampionThatDoesNotTellItsRowsAndSaysSo() {
    champion(ScoredModels.model(1, 0, Optional.empty()));
    assertThat(promote(ScoredModels.model(1, 0.1, TWO_FIFTHS)).reason())
        .endsWith(",champion_rows=unknown,hooks=absent");
  }

  @Test
  void promotesNothingWithoutRowsUnlessToldTo() {
    live();
    Path none = directory.resolve("no.db");
    byte[] candidate =
        ScoredModels.claiming(
            -1, 0, TWO_FIFTHS, Map.of("auc_10m", 0.99, "precision_at_50_60m", 0.9));
    bed.evidence = RescoredEvidence.of(LogFiles.of(none), bed.paths(), Evidence.Leniency.NONE);
    ModelOutcome refused = promote(candidate);
    assertThat(refused.reason()).isEqualTo("evidence_missing(no_database)");
    assertThat(refused.failure().orElseThrow().remedy()).contains("--on-paper").contains("--db");
    bed.evidence =
        RescoredEvidence.of(LogFiles.of(none), bed.paths(), new Evidence.Leniency(true, false));
    assertThat(promote(candidate).reason()).isEqualTo("evidence_missing(no_database)");
    bed.evidence = RescoredEvidence.of(LogFiles.of(none), bed.paths(), Evidence.Leniency.ON_PAPER);
    assertThat(promote(candidate).reason())
        .isEqualTo("auc_10m=0.99,evidence=on_paper,hooks=absent");
    assertThat(bed.ledger().get(bed.ledger().size() - 1).reason()).contains("evidence=on_paper");
  }

  @Test
  void changesNothingWhenTheDatabaseCannotBeRead() throws Exception {
    live();
    Path garbage = Files.writeString(directory.resolve("bad.db"), "no database");
    bed.evidence =
        RescoredEvidence.of(LogFiles.of(garbage), bed.paths(), Evidence.Leniency.ON_PAPER);
    String champion = bed.live(ALPHA).orElseThrow();
    ModelOutcome outcome = promote(ScoredModels.model(1, 0.1, TWO_FIFTHS));
    assertThat(outcome.reason()).isEqualTo("evidence_unreadable");
    assertThat(outcome.failure()).get().isInstanceOf(InputException.class);
    assertThat(bed.live(ALPHA)).contains(champion);
  }

  @Test
  void aFirstPromotionMustBeatAModelWithoutSkill() {
    ModelOutcome first = promote(ScoredModels.model(1, 0, TWO_FIFTHS));
    assertThat(first.state()).isEqualTo(ModelOutcome.State.OK);
    firstIn("upside_down", Evidence.Leniency.NONE);
    assertThat(promote(ScoredModels.model(-1, 0, TWO_FIFTHS)).reason())
        .startsWith("no_skill_auc_10m(0.1");
    firstIn("constant", Evidence.Leniency.NONE);
    assertThat(promote(ScoredModels.model(0, 0, TWO_FIFTHS)).reason())
        .isEqualTo("no_skill_auc_10m(0.5)");
    firstIn("accepted", new Evidence.Leniency(true, false));
    assertThat(promote(ScoredModels.model(-1, 0.1, TWO_FIFTHS)).reason())
        .startsWith("no_skill_auc_10m(0.1");
    assertThat(bed.live(ALPHA)).isEmpty();
  }

  private void firstIn(String folder, Evidence.Leniency leniency) {
    bed = new PromotionFixture(directory.resolve(folder));
    PromotionFixture.folder(bed.directory);
    rows(leniency);
    bed.gateRules = withoutFloors();
  }

  @Test
  void refusesToCompareWithAProductionThatDoesNotLoadUnlessToldTo() {
    PromotionFixture.write(bed.paths().alias(ALPHA), "{".getBytes(StandardCharsets.UTF_8));
    byte[] candidate = ScoredModels.model(1, 0, TWO_FIFTHS);
    ModelOutcome refused = promote(candidate);
    assertThat(refused.reason()).isEqualTo("live_file_unreadable");
    assertThat(refused.failure().orElseThrow().remedy()).contains("rollback alpha");
    rows(Evidence.Leniency.ON_PAPER);
    assertThat(promote(candidate).reason()).endsWith(",champion=not_loadable,hooks=absent");
  }

  /** The rule on all rows is made to look away. */
  @Test
  void refusesWhatIsClearlyWorseInAThirdOfTheRows() {
    bed.gateRules = withoutFloors();
    live();
    ModelOutcome outcome = promote(ScoredModels.model(-1, 0, TWO_FIFTHS));
    assertThat(outcome.reason()).startsWith("auc_10m_worse_in_lp_norm_high(-0.");
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

  /** The standard book with nothing to say of how good or bad a model is on all rows. */
  private static GateRules withoutFloors() {
    String gateRules = Json.line(GateRules.standard().json());
    String lenient =
        gateRules
            .replaceAll("(\"margin\":)0.0(2|3|45),", "$10.9,")
            .replaceAll("(\"measure\":\"auc_10m\",\"at_least\":)0.7", "$10")
            .replaceAll("(\"measure\":\"precision_at_50_60m\",\"at_least\":)0.5", "$10");
    assertThat(lenient).isNotEqualTo(gateRules);
    return GateRules.parse("lenient.json", lenient.getBytes(StandardCharsets.UTF_8));
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

  private static JsonNode gate(ModelOutcome outcome) {
    for (JsonNode gate : CheckJson.checks(List.copyOf(outcome.gates()))) {
      if (gate.get("name").textValue().equals("auc_10m_against_champion")) {
        return gate;
      }
    }
    throw new AssertionError("no such gate");
  }
}
