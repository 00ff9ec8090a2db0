package ratchet.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TextFormatTest {
  @Test
  void figuresHaveFourDigits() {
    assertThat(TextFormat.number(0.123456)).isEqualTo("0.1235");
    assertThat(TextFormat.number(-12.3456)).isEqualTo("−12.35");
    assertThat(TextFormat.number(1234.56)).isEqualTo("1235");
    assertThat(TextFormat.number(200)).isEqualTo("200");
    assertThat(TextFormat.number(1_209_600)).isEqualTo("1\u202F209\u202F600");
    assertThat(TextFormat.number(123_456.7)).isEqualTo("123\u202F500");
    assertThat(TextFormat.number(0.00001234)).isEqualTo("1.23e-05");
    assertThat(TextFormat.number(Double.NaN)).isEqualTo("–");
  }

  @Test
  void sharesArePercentages() {
    assertThat(TextFormat.percent(0.1234)).isEqualTo("12.3\u202F%");
    assertThat(TextFormat.percent(1)).isEqualTo("100\u202F%");
    assertThat(TextFormat.percent(0.0004)).isEqualTo("0.04\u202F%");
  }

  @Test
  void timesAreUtcAndAgesAreRound() {
    assertThat(TextFormat.time(Instant.parse("2026-01-31T12:34:56Z")))
        .isEqualTo("2026-01-31 12:34 UTC");
    assertThat(TextFormat.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(TextFormat.duration(Duration.ofMinutes(43))).isEqualTo("43 min");
    assertThat(TextFormat.duration(Duration.ofHours(30))).isEqualTo("30.0 h");
    assertThat(TextFormat.duration(Duration.ofDays(9))).isEqualTo("9.0 days");
    assertThat(TextFormat.duration(Duration.ofSeconds(-5))).isEqualTo("0 s");
  }

  @Test
  void coordinatesAreReadBySvg() {
    assertThat(TextFormat.coordinate(1234567.891)).isEqualTo("1234567.89");
    assertThat(TextFormat.coordinate(1e-9)).isEqualTo("0");
    assertThat(TextFormat.slug("A b/ü.x")).isEqualTo("a-b-x");
  }
}
