package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /** R 4: {@code prop.test(ones, rows, correct = FALSE)$conf.int}. */
  @ParameterizedTest
  @CsvSource({
    "7, 10, 0.396778147461, 0.892208732594",
    "0, 10, 0, 0.277532799863",
    "10, 10, 0.722467200137, 1",
    "1, 1000, 0.000176546370626, 0.005642558597958",
    "480, 1000, 0.449170794997, 0.510982275342"
  })
  void isThatOfR(long ones, long rows, double lower, double upper) {
    Interval interval = WilsonInterval.of(ones, rows).orElseThrow();
    assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
    assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
    assertThat(interval.estimate()).isEqualTo((double) ones / rows);
  }

  @Test
  void needsRows() {
    assertThat(WilsonInterval.of(0, 0)).isEmpty();
    assertThatThrownBy(() -> WilsonInterval.of(2, 1)).hasMessage("2 of 1");
    assertThatThrownBy(() -> WilsonInterval.of(-1, 1)).hasMessage("-1 of 1");
  }
}
