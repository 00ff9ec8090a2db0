package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {
  // R 4.2: pnorm(z)
  @ParameterizedTest
  @CsvSource({
    "-1, 1.5865525393145705e-01",
    "-2.5, 6.2096653257761349e-03",
    "-2.6, 4.6611880237187476e-03",
    "-5, 2.8665157187919391e-07",
    "-10, 7.6198530241605269e-24",
    "-30, 4.9067139271481872e-198"
  })
  void agreesWithRInTheTails(double z, double probability) {
    assertThat(NormalDistribution.cdf(z)).isCloseTo(probability, withinPercentage(1e-10));
    assertThat(NormalDistribution.twoSidedPValue(-z))
        .isCloseTo(2 * probability, withinPercentage(1e-10));
  }

  // R 4.2: qnorm(c(.975, .995, .95, .9999999))
  @ParameterizedTest
  @CsvSource({
    "0.95, 1.9599639845400536",
    "0.99, 2.5758293035488999",
    "0.9, 1.6448536269514715",
    "0.9999998, 5.1993375822906618"
  })
  void agreesWithROnQuantiles(double level, double z) {
    assertThat(NormalDistribution.twoSidedQuantile(level)).isCloseTo(z, within(1e-8));
  }

  @Property
  void isSymmetricAndRising(@ForAll @DoubleRange(min = -8, max = 8) double z) {
    assertThat(NormalDistribution.cdf(z) + NormalDistribution.cdf(-z)).isCloseTo(1, within(1e-15));
    assertThat(NormalDistribution.cdf(z + 0.01)).isGreaterThanOrEqualTo(NormalDistribution.cdf(z));
  }

  @Test
  void refusesALevelThatIsNone() {
    assertThatThrownBy(() -> NormalDistribution.twoSidedQuantile(1))
        .hasMessage("level is not between 0 and 1: 1.0");
  }
}
