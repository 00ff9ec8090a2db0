package ratchet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.report.page.Badge;
import ratchet.report.page.Figure;
import ratchet.report.page.Section;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.statistics.comparison.SequentialLook;
import ratchet.watch.WatchComparison;
import ratchet.watch.WatchCourse;
import ratchet.watch.WatchResult;
import ratchet.watch.WatchState;

/** Versions on probation beside their predecessors: the interval over outcomes, in plots. */
public final class WatchSection {
  private static final String ID = "watch";
  private static final String TITLE = "Watch";

  private WatchSection() {}

  /**
   * One model.
   *
   * @param state from the ledger, else from a look now
   * @param sentence the same for people
   * @param course empty if nothing is compared
   */
  public record Watched(
      ModelName model, WatchState state, String sentence, Optional<WatchCourse> course) {
    /** From a look and its course. */
    public static Watched of(WatchResult look, Optional<WatchCourse> course) {
      return new Watched(look.model(), look.state(), look.sentence(), course);
    }
  }

  public static Section of(List<Watched> models) {
    if (models.stream().allMatch(one -> one.state() == WatchState.NOT_WATCHED)) {
      return new Section(ID, TITLE, Badge.plain("nothing to watch"), table(models));
    }
    Tag body = new Tag("div");
    List<Tag> figures = new ArrayList<>();
    for (Watched one : models) {
      one.course()
          .filter(course -> course.looks().stream().anyMatch(SequentialLook::conclusive))
          .ifPresent(
              course ->
                  figures.add(
                      new WatchChart(
                              "watch-" + one.model().id(), TextFormat.name(one.model()), course)
                          .figure()));
    }
    if (!figures.isEmpty()) {
      body.add(Figure.keys(WatchChart.KEYS)).add(Figure.grid(figures));
    }
    return new Section(ID, TITLE, badge(models), body.add(table(models)));
  }

  private static Tag table(List<Watched> models) {
    Table table =
        new Table(
            "watched",
            "The live version minus its predecessor, on outcomes since the promotion",
            "Model",
            "State",
            "Outcomes#",
            "Metric",
            "Difference#",
            "Interval#",
            "Margin#",
            "In words");
    for (Watched one : models) {
      Optional<WatchComparison> shown = one.course().map(WatchCourse::shown);
      table
          .row(TextFormat.name(one.model()))
          .badge(badge(one.state()))
          .number(shown.map(own -> TextFormat.count(own.look().outcomes())).orElse("–"))
          .text(shown.map(WatchComparison::metric).orElse("–"))
          .number(shown.map(own -> TextFormat.number(own.look().estimate())).orElse("–"))
          .number(
              shown
                  .map(own -> TextFormat.interval(own.look().lower(), own.look().upper()))
                  .orElse("–"))
          .number(shown.map(own -> TextFormat.number(own.margin())).orElse("–"))
          .words(one.sentence())
          .end();
    }
    return table.tag();
  }

  private static Badge badge(List<Watched> models) {
    for (WatchState state :
        List.of(WatchState.WORSE, WatchState.ROLLED_BACK, WatchState.UNDECIDED)) {
      long count = models.stream().filter(one -> one.state() == state).count();
      if (count > 0) {
        return badge(state, count + " " + words(state));
      }
    }
    long open = models.stream().filter(one -> one.state() == WatchState.ON_PROBATION).count();
    return open > 0 ? Badge.plain(open + " on probation") : Badge.ok("confirmed");
  }

  private static Badge badge(WatchState state) {
    return badge(state, words(state));
  }

  private static Badge badge(WatchState state, String words) {
    return switch (state) {
      case CONFIRMED -> Badge.ok(words);
      case ON_PROBATION, NOT_WATCHED -> Badge.plain(words);
      case UNDECIDED -> Badge.warn(words);
      case WORSE, ROLLED_BACK -> Badge.bad(words);
    };
  }

  private static String words(WatchState state) {
    return state.id().replace('_', ' ');
  }
}
