package ratchet.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.features.Scorer.SurvivalHazard;
import ratchet.model.FillNetModel;
import ratchet.model.ModelFile;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

class ScorerTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final Inputs NOTHING = Inputs.of(Map.of());

  @Test
  void sigmoidIsExactAtBothEnds() {
    assertThat(Scorer.sigmoid(0)).isEqualTo(0.5);
    assertThat(Scorer.sigmoid(800)).isEqualTo(1);
    assertThat(Scorer.sigmoid(-800)).isEqualTo(0);
    assertThat(Scorer.sigmoid(-700)).isPositive();
    assertThat(Scorer.sigmoid(1)).isCloseTo(0.7310585786300049, EXACTLY);
  }

  @Property(tries = 500)
  void sigmoidOfTheOppositeIsTheComplement(@ForAll double logOdds) {
    assertThat(Scorer.sigmoid(logOdds) + Scorer.sigmoid(-logOdds)).isCloseTo(1, EXACTLY);
  }

  @Test
  void fillNetGivesAProbabilityAndWholeUnits() {
    Score.FillNet score = (Score.FillNet) score(FeatureModels.fillNet(1, 30.4, 912.5));
    assertThat(score.pFill()).isCloseTo(0.7310585786300049, EXACTLY);
    assertThat(score.expSlipBps()).isEqualTo(30);
    assertThat(score.expTimeMs()).isEqualTo(913);
    assertThat(score.primary()).isEqualTo(score.pFill());
  }

  @Test
  void fillNetNeverPromisesLessThanOneBasisPointAndFiftyMilliseconds() {
    Score.FillNet score = (Score.FillNet) score(FeatureModels.fillNet(0, -5, 3));
    assertThat(score.expSlipBps()).isEqualTo(1);
    assertThat(score.expTimeMs()).isEqualTo(50);
  }

  /** Worked out by hand: 0.5 - 1·0.64 + 2·0.4 = 0.66 with lpSol 32 and slippageBps 120. */
  @Test
  void everyWeightMeetsItsOwnFeature() {
    List<Double> weights = FeatureModels.weights(0.5, -1, 0, 0, 0, 0, 0, 2);
    FillNetModel model =
        new FillNetModel(FeatureModels.header(ModelName.FILLNET), weights, weights, weights);
    Score score = Scorer.of(model).score(Inputs.of(Map.of("lpSol", 32.0, "slippageBps", 120.0)));
    assertThat(score.primary()).isCloseTo(1 / (1 + Math.exp(-0.66)), EXACTLY);
  }

  @Test
  void alphaStaysAwayFromCertainty() {
    Score.Alpha score = (Score.Alpha) score(FeatureModels.alpha(Map.of("10m", 50.0)));
    assertThat(score.byHorizon()).containsEntry("10m", 0.99);
    score = (Score.Alpha) score(FeatureModels.alpha(Map.of("10m", -50.0)));
    assertThat(score.byHorizon()).containsEntry("10m", 0.01);
  }

  @Test
  void alphaOfADayFallsBackToTheHourAndThenToTheTenMinutes() {
    Score.Alpha both = (Score.Alpha) score(FeatureModels.alpha(Map.of("10m", 0.0, "60m", 1.0)));
    assertThat(both.byHorizon().get("24h")).isEqualTo(both.byHorizon().get("60m"));
    assertThat(both.primary()).isEqualTo(0.5);
    Score.Alpha one = (Score.Alpha) score(FeatureModels.alpha(Map.of("10m", 1.0)));
    assertThat(one.byHorizon()).containsOnlyKeys("10m", "24h");
    assertThat(one.byHorizon().get("24h")).isEqualTo(one.byHorizon().get("10m"));
  }

  @Test
  void rugGuardVetoesFromItsThresholdOn() {
    assertThat(((Score.RugGuard) score(FeatureModels.rugGuard(0, 0.5))).rug()).isTrue();
    assertThat(((Score.RugGuard) score(FeatureModels.rugGuard(0, 0.51))).rug()).isFalse();
  }

  /** Worked out by hand from the formula of {@link SurvivalHazard}; z = 0.16444… and 4.7525. */
  @Test
  void survivalFollowsTheServedFormula() {
    Inputs ordinary =
        Inputs.of(
            Map.of(
                "pnl", 0.03,
                "spreadBps", 45.0,
                "volatilityBps", 80.0,
                "buys60", 24.0,
                "sells60", 9.0,
                "slipGapBps", 10.0,
                "rugProb", 0.2));
    survives(ordinary, 0.5410187171502927, 81);
    Inputs falling =
        Inputs.of(
            Map.of(
                "pnl", -0.06,
                "spreadBps", 190.0,
                "volatilityBps", 280.0,
                "flowRatio", 0.25,
                "slipGapBps", 70.0,
                "rugProb", 0.9));
    survives(falling, 0.991443748268849, 49);
  }

  @Test
  void survivalTrailStaysWithinItsBounds() {
    SurvivalModel narrow =
        new SurvivalModel(
            FeatureModels.header(ModelName.SURVIVAL),
            new SurvivalModel.Params(120, 110, 115, 0.4, 0.8),
            Optional.empty());
    assertThat(((Score.Survival) score(narrow)).trailBps()).isEqualTo(110);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bias", "intercept", "const", "one", "1"})
  void acceptsTheConstantByAnyOfItsNames(String constant) {
    Score expected = score(FeatureModels.rugGuard(0.3, 0.5));
    RugGuardModel renamed = named(constant, 0);
    assertThat(score(renamed)).isEqualTo(expected);
  }

  @Test
  void refusesOtherFeatureNames() {
    refuses(named("offset", 0), "features");
    refuses(named("liquidity", 2), "features");
  }

  @Test
  void refusesAnotherOrder() {
    List<String> names = new ArrayList<>(Features.of(ModelName.RUGGUARD).names());
    Collections.swap(names, 2, 3);
    refuses(
        new RugGuardModel(FeatureModels.header(names), FeatureModels.constant(7, 1), 0.5),
        "features");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9})
  void refusesAVectorOfAnotherLength(int length) {
    List<Double> eight = FeatureModels.constant(8, 1);
    List<Double> wrong = Collections.nCopies(length, 0.5);
    refuses(
        new FillNetModel(FeatureModels.header(ModelName.FILLNET), eight, wrong, eight), "wSlip");
  }

  @ParameterizedTest
  @EnumSource(
      value = ModelName.class,
      names = {"ALPHA", "FILLNET", "RUGGUARD"})
  void scoresAReadyVectorAsItScoresTheInputs(ModelName name) {
    Scorer scorer = Scorer.of(FeatureModels.of(name));
    Inputs inputs = Inputs.of(Map.of("lpSol", 12.0, "spreadBps", 77.0));
    assertThat(scorer.score(Features.of(name).vector(inputs))).isEqualTo(scorer.score(inputs));
  }

  private static RugGuardModel named(String name, int position) {
    List<String> names = new ArrayList<>(Features.of(ModelName.RUGGUARD).names());
    names.set(position, name);
    return new RugGuardModel(FeatureModels.header(names), FeatureModels.constant(7, 0.3), 0.5);
  }

  private static void survives(Inputs inputs, double hazard, double trailBps) {
    Score.Survival score = (Score.Survival) Scorer.of(FeatureModels.survival()).score(inputs);
    assertThat(score.hazard()).isCloseTo(hazard, within(1e-9));
    assertThat(score.trailBps()).isEqualTo(trailBps);
  }

  private static Score score(ModelFile model) {
    return Scorer.of(model).score(NOTHING);
  }

  private static void refuses(ModelFile model, String field) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Scorer.of(model))
        .satisfies(failure -> assertThat(failure.field()).isEqualTo(field));
  }
}
