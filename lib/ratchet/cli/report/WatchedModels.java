package ratchet.cli.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.report.WatchSection.Watched;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.watch.LoggedSource;
import ratchet.watch.Watch;
import ratchet.watch.WatchCourse;
import ratchet.watch.WatchResult;
import ratchet.watch.WatchState;

/** The probations that the report shows, with the defaults of {@code watch}. Changes nothing. */
final class WatchedModels {
  private static final int MOST_EVENTS = 5_000;
  private static final Watch WATCH =
      new Watch(0.05, OptionalDouble.empty(), Watch.DEFAULT_WINDOW, Optional.empty());

  private final ReportRun.Sources sources;
  private final Instant now;

  WatchedModels(ReportRun.Sources sources, Instant now) {
    this.sources = sources;
    this.now = now;
  }

  List<Watched> all() {
    return ModelName.all().stream().map(this::one).toList();
  }

  private Watched one(ModelName model) {
    List<LedgerEvent> events =
        new Ledger(sources.paths().ledger())
            .latest(Optional.of(model), Optional.empty(), MOST_EVENTS);
    Watch.Source source = new LoggedSource(sources.paths(), sources.database());
    try {
      Optional<LedgerEvent> back = rolledBack(events);
      if (back.isPresent()) {
        List<LedgerEvent> before = events.subList(0, events.lastIndexOf(back.get()));
        return new Watched(
            model,
            WatchState.ROLLED_BACK,
            back.get().description(),
            course(model, before, source, back.get().at()));
      }
      WatchResult look = WATCH.look(model, events, source, now);
      Optional<WatchCourse> course = course(model, events, source, now);
      return isOfNoConcern(look)
          ? new Watched(
              model,
              WatchState.NOT_WATCHED,
              "promoted without a probation, more than a day ago",
              course)
          : Watched.of(look, course);
    } catch (InputException e) {
      return new Watched(
          model, WatchState.NOT_WATCHED, "the look failed: " + e.getMessage(), Optional.empty());
    }
  }

  private Optional<WatchCourse> course(
      ModelName model, List<LedgerEvent> events, Watch.Source source, Instant until) {
    return sources.database().exist()
        ? WATCH.course(model, events, source, until)
        : Optional.empty();
  }

  /** Whether the promotion stated no probation and the default time is over. */
  private boolean isOfNoConcern(WatchResult look) {
    return look.state() == WatchState.UNDECIDED
        && look.probation()
            .filter(own -> own.ended().isEmpty())
            .filter(
                own ->
                    !new Ledger(sources.paths().ledger())
                        .isOnProbation(own.model(), own.liveSha256()))
            .isPresent();
  }

  /** The last change of the live version, if a watch made it. */
  private static Optional<LedgerEvent> rolledBack(List<LedgerEvent> events) {
    return events.stream()
        .filter(event -> event.event().recordsLive())
        .reduce((earlier, later) -> later)
        .filter(event -> event.event() == LedgerEvent.Kind.WATCH_ROLLED_BACK);
  }
}
