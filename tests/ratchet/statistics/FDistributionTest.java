package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers: {@code qf} and {@code pf} with {@code lower.tail = FALSE} of R 4.2. */
class FDistributionTest {
  @ParameterizedTest
  @CsvSource({
    "0.05,    1, 1,   161.447638797588",
    "0.05,    9, 63,  2.03224221100185",
    "1e-5,    9, 63,  5.67294136832924",
    "1.25e-5, 1, 7,   117.622107057614",
    "1e-6,    4, 28,  15.2269076936317",
    "0.5,     3, 1000, 0.789196846729882",
    "0.001,   9, 1000, 3.12996857227205"
  })
  void quantilesAreThoseOfR(double tail, double d1, double d2, double expected) {
    assertThat(FDistribution.upperQuantile(tail, d1, d2))
        .isCloseTo(expected, Percentage.withPercentage(1e-7));
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 9, 63, 0.0163401242003876",
    "30,  1, 7,  0.000928702971782",
    "0.2, 4, 28, 0.936235519684677",
    "60,  9, 63, 1.65827767439058e-27"
  })
  void tailsAreThoseOfR(double x, double d1, double d2, double expected) {
    assertThat(FDistribution.upperTail(x, d1, d2))
        .isCloseTo(expected, Percentage.withPercentage(1e-8));
  }

  @Test
  void nothingLiesBelowZero() {
    assertThat(FDistribution.upperTail(0, 3, 5)).isCloseTo(1, within(0.0));
    assertThat(FDistribution.upperTail(-2, 3, 5)).isCloseTo(1, within(0.0));
  }

  @Test
  void aTailMustBeAProbability() {
    assertThatThrownBy(() -> FDistribution.upperQuantile(0, 3, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FDistribution.upperQuantile(0.1, 3, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
