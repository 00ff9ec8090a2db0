package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  private static final CheckResult PASSED =
      CheckResult.pass(
          "rows_fills", CheckValue.of(700), CheckValue.of(500), "fills holds 700 rows");
  private static final CheckResult WARNED =
      CheckResult.warn(
          "labels_x", CheckValue.of(0.0312), CheckValue.of(0.05), "few are 1", "log for longer");
  private static final CheckResult FAILED =
      CheckResult.fail(
          "age_fills",
          CheckValue.of("no time"),
          CheckValue.of("at most 48 h"),
          "no time",
          "fix it");

  @Test
  void aFailureIsUnhealthyAndAWarningWhenStrict() {
    assertThat(new HealthReport(List.of(PASSED, WARNED), false).healthy()).isTrue();
    assertThat(new HealthReport(List.of(PASSED, WARNED), true).healthy()).isFalse();
    assertThat(new HealthReport(List.of(PASSED, FAILED), false).healthy()).isFalse();
    assertThat(new HealthReport(List.of(PASSED), true).healthy()).isTrue();
    assertThat(new HealthReport(List.of(), false).healthy()).isFalse();
  }

  @Test
  void writesNumbersAsNumbersAndWordsAsWords() {
    JsonNode json = new HealthReport(List.of(PASSED, WARNED, FAILED), false).json();
    assertThat(json.toString())
        .isEqualTo(
            "{\"healthy\":false,\"checks\":["
                + "{\"name\":\"rows_fills\",\"status\":\"pass\",\"measured\":700,\"required\":500,\"detail\":\"fills"
                + " holds 700 rows\",\"remedy\":\"\"},"
                + "{\"name\":\"labels_x\",\"status\":\"warn\",\"measured\":0.0312,\"required\":0.05,\"detail\":\"few"
                + " are 1\",\"remedy\":\"log for"
                + " longer\"},{\"name\":\"age_fills\",\"status\":\"fail\",\"measured\":\"no"
                + " time\",\"required\":\"at most 48 h\",\"detail\":\"no time\",\"remedy\":\"fix"
                + " it\"}]}");
  }

  @Test
  void alignsALinePerCheckWithTheRemedyBelow() {
    CheckResult neighbour =
        CheckResult.fail("age_x", CheckValue.of(3.0), CheckValue.of(2), "too old", "fix it");
    assertThat(new HealthReport(List.of(PASSED, WARNED, FAILED, neighbour), true).lines())
        .containsExactly(
            "pass  rows_fills      700 / 500           fills holds 700 rows",
            "warn  labels_x     0.0312 / 0.05          few are 1",
            "      remedy: log for longer",
            "fail  age_fills   no time / at most 48 h  no time",
            "fail  age_x             3 / 2             too old",
            "      remedy: fix it",
            "NOT healthy: 4 checks, 2 failed, 1 warned (strict: a warning makes the data"
                + " unhealthy)");
  }

  @Test
  void nothingFailsWithoutARemedy() {
    assertThatThrownBy(() -> CheckResult.fail("x", CheckValue.of(1), CheckValue.of(2), "why", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
