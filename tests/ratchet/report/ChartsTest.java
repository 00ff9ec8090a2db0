package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import ratchet.health.TableActivity;
import ratchet.health.summary.FeatureHistogram;
import ratchet.health.summary.LabelRate;
import ratchet.model.ModelName;
import ratchet.report.data.HistogramChart;
import ratchet.report.data.LabelRateChart;
import ratchet.report.data.TimelineChart;
import ratchet.report.page.Estimates;
import ratchet.report.page.Series;
import ratchet.report.page.Tag;
import ratchet.statistics.Interval;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;

class ChartsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void aHistogramsBarsAreSharesOfTheirRows() {
    Charts chart =
        Charts.parse(
            new HistogramChart(
                    "h",
                    new FeatureHistogram(
                        "a<b", List.of(0.0, 0.5, 1.0), List.of(30L, 10L), List.of(1L, 1L)))
                .figure());
    List<Element> bars = chart.marks("rect", "train");
    assertThat(bars).hasSize(2);
    assertThat(Charts.number(bars.get(0), "height") / Charts.number(bars.get(1), "height"))
        .isCloseTo(3, within(1e-3));
    assertThat(bars.get(0).getTextContent().replace('\u202F', ' '))
        .isEqualTo("0 … 0.5: 75 % of the rows to fit, 50 % of the holdout");
    assertThat(chart.marks("path", "holdout", "outline")).hasSize(1);
    assertThat(chart.description()).contains("2 bins", "Rows to fit: most, 75");
    assertThat(chart.isNamed()).isTrue();
  }

  @Test
  void aFeatureWithOneValueIsNotDrawn() {
    FeatureHistogram bias =
        new FeatureHistogram("bias", List.of(0.999, 1.0), List.of(5L), List.of(1L));
    assertThat(new HistogramChart("h", bias).isConstant()).isTrue();
  }

  @Test
  void aTimelineBeginsWithTheFirstRowAndKeepsItsUnit() {
    List<Long> hours = new ArrayList<>(Collections.nCopies(TableActivity.HOURS, 0L));
    for (int hour = TableActivity.HOURS - 24; hour < TableActivity.HOURS; hour++) {
      hours.set(hour, 7L);
    }
    Charts day = Charts.parse(timeline(hours));
    assertThat(day.description())
        .contains("hour by hour", "At most 7 rows per hour; 0 of 24 steps without a row");
    hours.set(0, 1L);
    Charts all = Charts.parse(timeline(hours));
    assertThat(all.description()).contains("in steps of 7 hours", "At most 7 rows per hour");
    assertThat(Charts.parse(timeline(Collections.nCopies(TableActivity.HOURS, 0L))).description())
        .isEqualTo("No rows within these hours.");
  }

  private static Tag timeline(List<Long> hours) {
    return new TimelineChart("t", new TableActivity("scores", NOON, hours, 0, 0, 0)).figure();
  }

  @Test
  void aLabelRateLeavesOutStepsWithoutRows() {
    LabelRate rate =
        new LabelRate(
            "y_fill",
            NOON,
            Duration.ofHours(1),
            List.of(10L, 0L, 10L),
            List.of(5L, 0L, 10L),
            List.of(
                Optional.of(new Interval(0.5, 0.2, 0.8)),
                Optional.empty(),
                Optional.of(new Interval(1, 0.7, 1))));
    Charts chart =
        Charts.parse(new LabelRateChart("l", rate, Optional.of(NOON.plusSeconds(7200))).figure());
    assertThat(chart.marks("rect", "band")).hasSize(2);
    String line = chart.marks("path", "train", "line").get(0).getAttribute("d");
    assertThat(line).matches("M[^ML]+M[^ML]+");
    assertThat(chart.marks("line", "mark")).hasSize(1);
    assertThat(chart.description()).startsWith("75").contains("20 rows in all", "steps of 60 min");
    Charts without =
        Charts.parse(new LabelRateChart("l", rate, Optional.of(NOON.minusSeconds(9))).figure());
    assertThat(without.marks("line", "mark")).isEmpty();
  }

  @Test
  void estimatesStandWhereTheirValuesAre() {
    Estimates estimates = new Estimates("e", "Metrics", "").reference(0);
    estimates.row(
        "auc", List.of(value("candidate", 0.5, 0.25, 1.0), value("production", 0.25, 0, 0.5)));
    estimates.row("nothing", List.of());
    Charts chart = Charts.parse(estimates.figure(Series.BOTH));
    double candidate = Charts.number(chart.marks("circle", "candidate").get(0), "cx");
    double production = Charts.number(chart.marks("circle", "production").get(0), "cx");
    Element zero = chart.marks("line", "base").get(0);
    assertThat((candidate - Charts.number(zero, "x1")) / (production - Charts.number(zero, "x1")))
        .isCloseTo(2, within(1e-3));
    Element whisker = chart.marks("line", "candidate", "whisker").get(0);
    assertThat(Charts.number(whisker, "x1")).isCloseTo(production, within(0.01));
    assertThat(chart.description())
        .isEqualTo("auc: candidate 0.5 (0.25 … 1), production 0.25 (0 … 0.5).");
    assertThat(chart.isNamed()).isTrue();
    assertThat(new Estimates("e", "none", "").row("a", List.of()).isEmpty()).isTrue();
  }

  @Test
  void barsReachFromZeroToTheirValue() {
    Estimates estimates = new Estimates("e", "Weights", "share").asBars();
    estimates.row("up", List.of(new Estimates.Value("candidate", 2)));
    estimates.row("down", List.of(new Estimates.Value("candidate", -1)));
    Charts chart = Charts.parse(estimates.figure(List.of()));
    Element up = chart.marks("rect", "candidate").get(0);
    Element down = chart.marks("rect", "candidate").get(1);
    double zero = Charts.number(chart.marks("line", "base").get(0), "x1");
    assertThat(Charts.number(up, "x")).isCloseTo(zero, within(0.01));
    assertThat(Charts.number(down, "x") + Charts.number(down, "width"))
        .isCloseTo(zero, within(0.02));
    assertThat(Charts.number(up, "width"))
        .isCloseTo(2 * Charts.number(down, "width"), within(0.05));
  }

  @Test
  void calibrationDrawsTheDiagonalAndEveryBin() {
    ReliabilityCurve curve =
        new ReliabilityCurve(
            "candidate",
            List.of(
                new ReliabilityCurve.Bin(0.1, new Interval(0.2, 0.1, 0.3), 40),
                new ReliabilityCurve.Bin(0.3, new Interval(0.3, 0.2, 0.4), 40)));
    Charts chart = Charts.parse(new ReliabilityChart("c", "y_fill", List.of(curve)).figure());
    assertThat(chart.marks("circle", "candidate")).hasSize(2);
    assertThat(chart.marks("line", "candidate", "whisker")).hasSize(2);
    Element onTheDiagonal = chart.marks("circle", "candidate").get(1);
    Element diagonal =
        chart.marks("line", "base").stream()
            .filter(line -> !line.getAttribute("y1").equals(line.getAttribute("y2")))
            .findFirst()
            .orElseThrow();
    double share =
        (Charts.number(onTheDiagonal, "cx") - Charts.number(diagonal, "x1"))
            / (Charts.number(diagonal, "x2") - Charts.number(diagonal, "x1"));
    double height =
        Charts.number(diagonal, "y1")
            + share * (Charts.number(diagonal, "y2") - Charts.number(diagonal, "y1"));
    assertThat(Charts.number(onTheDiagonal, "cy")).isCloseTo(height, within(0.05));
  }

  /** Promoted, refused, replaced, put back at once: three reigns of two versions. */
  @Test
  void aLaneShowsWhoWasLiveWhen() {
    String one = "1".repeat(64);
    String two = "2".repeat(64);
    List<LedgerEvent> events =
        List.of(
            event(0, LedgerEvent.Kind.PROMOTED, null, one),
            event(1, LedgerEvent.Kind.REFUSED, one, two),
            event(2, LedgerEvent.Kind.RELOAD_FAILED, one, two),
            event(3, LedgerEvent.Kind.ROLLED_BACK, two, one));
    Charts chart = Charts.parse(new LiveChart(events, NOON.plus(Duration.ofHours(6))).figure());
    List<Element> periods = chart.marks("rect", "train");
    assertThat(periods).hasSize(3);
    assertThat(periods.get(0).getTextContent())
        .isEqualTo("111111111111 from 2026-01-31 12:00 UTC to 2026-01-31 14:00 UTC");
    assertThat(Charts.number(periods.get(2), "width"))
        .isCloseTo(3 * Charts.number(periods.get(1), "width"), within(0.1));
    assertThat(chart.marks("line", "notch")).hasSize(2);
    assertThat(chart.marks("line", "notch", "bad")).hasSize(1);
    assertThat(chart.description())
        .contains("FillNet: 3 versions, the last 111111111111", "Alpha ranker: never live");
  }

  private static LedgerEvent event(int hours, LedgerEvent.Kind kind, String from, String to) {
    return LedgerEvent.of(
        NOON.plus(Duration.ofHours(hours)),
        kind,
        ModelName.FILLNET,
        from,
        to,
        "because",
        new LedgerAuthor("me", "here", "promote"));
  }

  private static Estimates.Value value(String series, double value, double lower, double upper) {
    return new Estimates.Value(series, value, OptionalDouble.of(lower), OptionalDouble.of(upper));
  }
}
