package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;
import ratchet.report.WatchSection.Watched;
import ratchet.report.page.Section;
import ratchet.statistics.comparison.SequentialLook;
import ratchet.watch.WatchComparison;
import ratchet.watch.WatchCourse;
import ratchet.watch.WatchResult;
import ratchet.watch.WatchState;

class WatchSectionTest {
  private static final SequentialLook TOO_FEW = new SequentialLook(9, 9, 9, 0.2, -1, 1, false);

  private static WatchCourse course(WatchState state, SequentialLook... looks) {
    List<SequentialLook> all = new ArrayList<>(List.of(looks));
    WatchComparison shown =
        new WatchComparison("a".repeat(64), "brier", 0.01, all.get(all.size() - 1));
    WatchResult result =
        new WatchResult(
            ModelName.FILLNET, state, "why", "in words", Optional.empty(), Optional.of(shown));
    return new WatchCourse(result, shown, all);
  }

  private static Watched nothing(ModelName model) {
    return new Watched(model, WatchState.NOT_WATCHED, "never promoted", Optional.empty());
  }

  @Test
  void theIntervalIsDrawnOverTheOutcomesWithZeroAndTheMargin() {
    WatchCourse course =
        course(
            WatchState.WORSE,
            TOO_FEW,
            new SequentialLook(100, 90, 80, 0.04, -0.05, 0.13, true),
            new SequentialLook(400, 350, 300, 0.035, 0.001, 0.069, true));
    Section section =
        WatchSection.of(
            List.of(Watched.of(course.result(), Optional.of(course)), nothing(ModelName.ALPHA)));
    String html = section.tag().toString();
    assertThat(section.badge().words()).isEqualTo("1 worse");
    assertThat(html)
        .contains(
            "watch-fillnet-title", "After 400 outcomes the difference is 0.035, between 0.001")
        .contains("margin 0.01")
        .contains("<td class=\"words\">in words</td>", "<td class=\"words\">never promoted</td>");
    // two ends and the difference; the look at too few outcomes is in none of them
    assertThat(html.split("<path ", -1)).hasSize(4);
    assertThat(html.split("class=\"mark\"", -1)).hasSize(2 + 1);
  }

  @Test
  void withTooFewOutcomesThereIsNoPlot() {
    WatchCourse course = course(WatchState.ON_PROBATION, TOO_FEW);
    Section section = WatchSection.of(List.of(Watched.of(course.result(), Optional.of(course))));
    assertThat(section.tag().toString()).doesNotContain("<svg");
    assertThat(section.badge().words()).isEqualTo("1 on probation");
  }

  @Test
  void withoutAProbationItSaysSo() {
    Section section = WatchSection.of(List.of(nothing(ModelName.FILLNET)));
    assertThat(section.badge().words()).isEqualTo("nothing to watch");
    assertThat(section.tag().toString()).contains("never promoted");
  }
}
