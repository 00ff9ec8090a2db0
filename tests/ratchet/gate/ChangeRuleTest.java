package ratchet.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import ratchet.features.LoadedModel;
import ratchet.gate.ChangeRule.Better;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.model.ModelName;

/** The threshold algebra, over signed numbers of every magnitude. */
class ChangeRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final LoadedModel ANY_MODEL =
      GateCandidates.good(ModelName.SURVIVAL, NOW).loaded();
  private static final double CHAMPION_OF_ITS_OWN = Double.NaN;

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void nothingStrictlyWorsePasses(
      @ForAll("signed") double one,
      @ForAll("signed") double other,
      @ForAll("amounts") double byAtLeast,
      @ForAll boolean relative,
      @ForAll Better better) {
    Assume.that(one != other);
    boolean oneIsWorse = isWorse(one, other, better);
    double worse = oneIsWorse ? one : other;
    double champion = oneIsWorse ? other : one;
    assertThat(passes(worse, champion, byAtLeast, relative, better)).isFalse();
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void aToleratedLossIsNeverExceeded(
      @ForAll("signed") double candidate,
      @ForAll("signed") double champion,
      @ForAll("amounts") double tolerated,
      @ForAll Better better) {
    boolean passes = passes(candidate, champion, -tolerated, false, better);
    double loss =
        switch (better) {
          case HIGHER -> champion - candidate;
          case LOWER -> candidate - champion;
        };
    double rounding = 1e-9 * (1 + Math.abs(champion) + Math.abs(candidate) + tolerated);
    if (loss > tolerated + rounding) {
      assertThat(passes).isFalse();
    }
    if (loss < tolerated - rounding) {
      assertThat(passes).isTrue();
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void higherAndLowerAreMirrorImages(
      @ForAll("signed") double candidate,
      @ForAll("signed") double champion,
      @ForAll("amounts") double byAtLeast,
      @ForAll boolean relative) {
    assertThat(passes(candidate, champion, byAtLeast, relative, Better.HIGHER))
        .isEqualTo(passes(-candidate, -champion, byAtLeast, relative, Better.LOWER));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void withoutAChampionOnlyAToleratedLossPasses(
      @ForAll("signed") double candidate, @ForAll("amounts") double amount) {
    assertThat(passes(candidate, CHAMPION_OF_ITS_OWN, -amount, false, Better.LOWER)).isTrue();
    assertThat(passes(candidate, CHAMPION_OF_ITS_OWN, amount, false, Better.LOWER))
        .isEqualTo(amount == 0);
  }

  @Example
  void aLossThatDoublesIsALoss() {
    assertThat(passes(-20, -10, 0, false, Better.HIGHER)).isFalse();
    assertThat(passes(-20, -10, 0.1, true, Better.HIGHER)).isFalse();
    assertThat(passes(-10, -20, 5, false, Better.HIGHER)).isTrue();
    assertThat(passes(-18, -20, 0.1, true, Better.HIGHER)).isTrue();
    assertThat(passes(-18.1, -20, 0.1, true, Better.HIGHER)).isFalse();
  }

  @Example
  void aShareOfNothingIsNoImprovement() {
    assertThat(passes(0, 0, 0.05, true, Better.HIGHER)).isFalse();
    assertThat(passes(0, 0, 0, true, Better.HIGHER)).isTrue();
    assertThat(passes(1e-12, 0, 0.05, true, Better.HIGHER)).isTrue();
  }

  private static boolean isWorse(double candidate, double champion, Better better) {
    return switch (better) {
      case HIGHER -> candidate < champion;
      case LOWER -> candidate > champion;
    };
  }

  private static boolean passes(
      double candidate, double champion, double byAtLeast, boolean relative, Better better) {
    ChangeRule rule =
        new ChangeRule(
            "change", "m", better, byAtLeast, relative, false, new ReasonTemplate("refused", ""));
    Optional<MetricLookup> reference =
        Double.isNaN(champion)
            ? Optional.empty()
            : Optional.of(name -> OptionalDouble.of(champion));
    Evidence evidence =
        new Evidence(ANY_MODEL, name -> OptionalDouble.of(candidate), reference, NOW);
    return rule.check(evidence).passed();
  }

  /** Small and close together as often as huge and far apart, on both sides of 0. */
  @Provide
  Arbitrary<Double> signed() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-40, 40).map(i -> i / 1000.0),
        Arbitraries.doubles().between(-1, 1).ofScale(6),
        Arbitraries.doubles().between(-1e6, 1e6).ofScale(3),
        Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, 1e300, -1e300, Double.MAX_VALUE));
  }

  @Provide
  Arbitrary<Double> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.just(0.0),
        Arbitraries.of(0.005, 0.02, 0.1, 5.0),
        Arbitraries.doubles().between(0, 100).ofScale(4));
  }
}
