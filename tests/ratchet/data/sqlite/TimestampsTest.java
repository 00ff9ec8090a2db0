package ratchet.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "1800000000000, 1800000000000",
    "1800000000, 1800000000000",
    "1800000000.5, 1800000000500",
    "20000000000, 20000000000000",
    "20000000001, 20000000001",
    "0, 0",
    "-1, -1000"
  })
  void aValueAboveTwentyBillionIsMilliseconds(double logged, long milliseconds) {
    assertThat(Timestamps.toMilliseconds(logged)).isEqualTo(milliseconds);
  }
}
