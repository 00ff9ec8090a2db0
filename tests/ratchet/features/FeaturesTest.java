package ratchet.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.ModelName;

/** Expected values are worked out by hand from the formulas of each class. */
class FeaturesTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  private static final Inputs ORDINARY =
      Inputs.of(
          Map.ofEntries(
              Map.entry("lpSol", 32.0),
              Map.entry("buys60", 24.0),
              Map.entry("sells60", 9.0),
              Map.entry("uniques60", 17.0),
              Map.entry("spreadBps", 45.0),
              Map.entry("volatilityBps", 80.0),
              Map.entry("ageSec", 240.0),
              Map.entry("rugProb", 0.2),
              Map.entry("congestionScore", 0.35),
              Map.entry("slippageBps", 120.0),
              Map.entry("slipGapBps", 10.0),
              Map.entry("authorityActive", 0.0),
              Map.entry("authorQualityMean", 0.5),
              Map.entry("authorQualityTop", 0.7),
              Map.entry("authorMentions", 6.0),
              Map.entry("lunarBoost", 0.05)));

  @Test
  void alphaOfAnOrdinaryMint() {
    is(
        vector(ModelName.ALPHA, ORDINARY),
        1,
        24.0 / 9 / 4,
        0.64,
        0.68,
        0.775,
        1 - 240.0 / 1800,
        0.8,
        0.5,
        0.7,
        0.3,
        0.05);
  }

  @Test
  void alphaOfNothing() {
    is(vector(ModelName.ALPHA, Inputs.of(Map.of())), 1, 0, 0, 0, 1, 1, 0.5, 0, 0, 0, 0);
  }

  @Test
  void alphaStaysWithinItsBounds() {
    Inputs extreme =
        Inputs.of(
            Map.of(
                "buys60", 900.0,
                "lpSol", 5_000.0,
                "uniques60", 400.0,
                "spreadBps", 900.0,
                "ageSec", 1e7,
                "rugProb", 1.5,
                "authorQualityMean", -1.0,
                "authorQualityTop", 7.0,
                "authorMentions", 1e3,
                "lunarBoost", 0.9));
    is(vector(ModelName.ALPHA, extreme), 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0.2);
  }

  @Test
  void flowIsTheBuysAloneWhereNothingWasSold() {
    assertThat(vector(ModelName.ALPHA, Inputs.of(Map.of("buys60", 3.0, "sells60", 0.0)))[1])
        .isEqualTo(0.75);
    assertThat(vector(ModelName.ALPHA, Inputs.of(Map.of("buys60", 3.0, "sells60", 0.5)))[1])
        .as("fewer than one sell counts as one")
        .isEqualTo(0.75);
  }

  @Test
  void fillNetOfAnOrdinaryMint() {
    is(vector(ModelName.FILLNET, ORDINARY), 1, 0.64, 0.35, 0.775, 1 - 80.0 / 300, 0.4, 0.8, 0.4);
  }

  @Test
  void fillNetOfNothing() {
    is(vector(ModelName.FILLNET, Inputs.of(Map.of())), 1, 0, 0.5, 1, 1, 0, 0.5, 1.0 / 300);
  }

  @Test
  void fillNetTakesTheSpreadForAMissingVolatility() {
    double[] vector = vector(ModelName.FILLNET, Inputs.of(Map.of("spreadBps", 150.0)));
    assertThat(vector[3]).isEqualTo(0.25);
    assertThat(vector[4]).isEqualTo(0.5);
  }

  @Test
  void fillNetTakesCongestionAsLogged() {
    assertThat(vector(ModelName.FILLNET, Inputs.of(Map.of("congestionScore", 1.7)))[2])
        .isEqualTo(1.7);
  }

  @Test
  void rugGuardOfAnOrdinaryMint() {
    is(vector(ModelName.RUGGUARD, ORDINARY), 1, 0, 0.64, 24.0 / 9 / 5, 17.0 / 30, 0.225, 0.4);
  }

  @Test
  void rugGuardOfNothingFearsAnActiveAuthority() {
    is(vector(ModelName.RUGGUARD, Inputs.of(Map.of())), 1, 1, 0, 0, 0, 0, 0);
  }

  @Test
  void anAuthorityIsInactiveOnlyWhenBothAreRevoked() {
    assertThat(authority(Map.of("mintRevoked", 1.0, "freezeRevoked", 1.0))).isZero();
    assertThat(authority(Map.of("mintRevoked", 1.0, "freezeRevoked", 0.0))).isEqualTo(1);
    assertThat(authority(Map.of("mintRevoked", 1.0))).isEqualTo(1);
    assertThat(authority(Map.of("freezeRevoked", 1.0))).isEqualTo(1);
  }

  @Test
  void survivalOfAnOrdinaryMint() {
    is(vector(ModelName.SURVIVAL, ORDINARY), 0.375, 80.0 / 180, 0, 0.125, 0.2, 0.4);
  }

  @Test
  void survivalOfNothing() {
    is(vector(ModelName.SURVIVAL, Inputs.of(Map.of())), 0, 0, 0, 0, 0, 0);
  }

  @Test
  void survivalSeesSelling() {
    assertThat(vector(ModelName.SURVIVAL, Inputs.of(Map.of("flowRatio", 0.7)))[2])
        .isCloseTo(0.5, EXACTLY);
    assertThat(vector(ModelName.SURVIVAL, Inputs.of(Map.of("buys60", 3.0, "sells60", 12.0)))[2])
        .isEqualTo(1);
  }

  /** A log that kept the normalised features is read by the same code. */
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void aLoggedFeatureComesBeforeItsRawInputs(ModelName model) {
    Features features = Features.of(model);
    double[] computed = features.vector(ORDINARY);
    Inputs logged =
        name -> {
          int index = features.names().indexOf(name);
          return index < 0 ? 1e6 : computed[index];
        };
    assertThat(features.vector(logged)).containsExactly(computed, EXACTLY);
  }

  @Property(tries = 500)
  void everyFeatureButCongestionIsBounded(
      @ForAll ModelName model, @ForAll double lpSol, @ForAll double spreadBps) {
    Features features = Features.of(model);
    double[] vector =
        features.vector(
            name -> name.equals("lpSol") ? lpSol : name.equals("spreadBps") ? spreadBps : 1e9);
    for (int i = 0; i < vector.length; i++) {
      if (!features.names().get(i).equals("sCong")) {
        assertThat(vector[i]).as(features.names().get(i)).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void theSchemaDigestTellsOrderToo() {
    assertThat(Features.of(ModelName.ALPHA).schemaSha256())
        .hasSize(64)
        .isNotEqualTo(Features.of(ModelName.FILLNET).schemaSha256());
  }

  private static double authority(Map<String, Double> inputs) {
    return vector(ModelName.RUGGUARD, Inputs.of(inputs))[1];
  }

  private static double[] vector(ModelName model, Inputs inputs) {
    return Features.of(model).vector(inputs);
  }

  private static void is(double[] vector, double... expected) {
    assertThat(vector).containsExactly(expected, EXACTLY);
  }
}
