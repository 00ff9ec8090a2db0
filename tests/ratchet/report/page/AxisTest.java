package ratchet.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void numbersStandAtRoundSteps() {
    assertThat(labels(Axis.numbers(0, 1))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(Axis.numbers(-3.2, 2.4))).containsExactly("−2", "0", "2");
    assertThat(labels(Axis.numbers(0, 2e9))).contains("1 000 000 000");
    assertThat(labels(Axis.shares(0, 0.25)))
        .containsExactly("0 %", "5 %", "10 %", "15 %", "20 %", "25 %");
    assertThat(labels(Axis.counts(7))).containsExactly("0", "2", "4", "6", "8");
    assertThat(Axis.counts(0).to()).isEqualTo(1);
  }

  @Test
  void aSingleValueHasRoomOnBothSides() {
    assertThat(Axis.numbers(4, 4).from()).isEqualTo(2);
    assertThat(Axis.numbers(0, 0).to()).isEqualTo(1);
    assertThatThrownBy(() -> new Axis(1, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Axis(Double.NaN, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void ticksAreFewAndWithinTheAxis(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double from,
      @ForAll @DoubleRange(min = 0.01, max = 1e9) double length) {
    Axis axis = Axis.numbers(from, from + length);
    assertThat(axis.ticks()).hasSizeBetween(1, 8);
    for (Axis.Tick tick : axis.ticks()) {
      assertThat(axis.share(tick.at())).isBetween(0.0, 1.0);
    }
  }

  @Test
  void timesStandAtRoundTimesOfUtc() {
    assertThat(labels(times(Duration.ofHours(5))))
        .containsExactly("12:00", "13:00", "14:00", "15:00", "16:00", "17:00");
    assertThat(labels(times(Duration.ofDays(3))))
        .containsExactly("12:00", "00:00", "12:00", "00:00", "12:00", "00:00", "12:00");
    assertThat(labels(times(Duration.ofDays(6))))
        .containsExactly("02-01", "02-02", "02-03", "02-04", "02-05", "02-06");
    for (int days = 1; days < 8000; days += 13) {
      assertThat(times(Duration.ofDays(days)).ticks()).as("%d days", days).hasSizeBetween(1, 9);
    }
  }

  private static Axis times(Duration length) {
    return Axis.times(NOON.toEpochMilli(), NOON.plus(length).toEpochMilli());
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(tick -> tick.label().replace('\u202F', ' ')).toList();
  }
}
