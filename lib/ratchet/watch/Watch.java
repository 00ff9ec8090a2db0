package ratchet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSummary;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.statistics.comparison.SequentialLook.Verdict;
import ratchet.store.LedgerEvent;

/**
 * Compares a version on probation with its predecessor: both score the contexts that were logged
 * since the promotion, and {@link SequentialLook} compares their losses. The comparison may be
 * repeated after every outcome; the chance of a false alarm stays at most {@code alpha}.
 *
 * <p>It detects a broken version within some hundreds of outcomes. It does not detect a small
 * decay, nor the effect of decisions that the new version would take differently, because only
 * decisions that were taken have an outcome.
 *
 * @param alpha chance that a version that is not worse is called worse at any look, e.g. 0.05
 * @param margin by how much the loss may be higher, in the unit of the loss; empty: {@link #MARGIN}
 * @param window length of probation for a promotion that states none
 * @param block outcomes within a block of this length count as one, whatever their mint; empty:
 *     outcomes of one mint within {@link #MINT_BLOCK} count as one
 */
public record Watch(
    double alpha, OptionalDouble margin, Duration window, Optional<Duration> block) {
  /** One hour: rows of one mint within it have related outcomes and count as one. */
  public static final Duration MINT_BLOCK = Duration.ofHours(1);

  /** The default margin, 0.01: one hundredth of the range of a loss. */
  public static final double MARGIN = 0.01;

  /** 24 hours: the probation of a promotion that states none, by default. */
  public static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

  /** If the log begins later than this after the promotion, rows of it are missing. */
  private static final Duration SLACK = Duration.ofHours(1);

  /**
   * @throws IllegalArgumentException for an alpha outside (0, 1), a margin outside [0, 1), or a
   *     window or a block that is not above 0
   */
  public Watch {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha is not between 0 and 1: " + alpha);
    }
    if (margin.isPresent() && !(margin.getAsDouble() >= 0 && margin.getAsDouble() < 1)) {
      throw new IllegalArgumentException("margin is not from 0 to 1: " + margin.getAsDouble());
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window is not above 0: " + window);
    }
    if (block.filter(time -> time.isNegative() || time.toMillis() == 0).isPresent()) {
      throw new IllegalArgumentException("block is not above 0: " + block.get());
    }
  }

  /** Supplies versions and logged rows. */
  public interface Source {
    /**
     * The bytes of a version in the history.
     *
     * @throws InputException when the version does not exist or cannot be read
     */
    byte[] version(ModelName model, String sha256);

    /**
     * Passes the rows of the model to the sink, read with the options that the live version was
     * trained with.
     *
     * @throws InputException when the log cannot be read
     */
    TrainingSummary rows(ModelName model, LoadedModel live, TrainingRowSink sink);
  }

  /**
   * Compares the live version of a model with its predecessors, once.
   *
   * @param events of the ledger, oldest first
   * @throws InputException when the log cannot be read
   */
  public WatchResult look(ModelName model, List<LedgerEvent> events, Source source, Instant now) {
    Probation.Finding finding = Probation.of(events, model, window);
    if (finding instanceof Probation.Finding.NotWatched none) {
      return WatchResult.notWatched(model, none.reason(), none.sentence(), Optional.empty());
    }
    Probation probation = ((Probation.Finding.Watched) finding).probation();
    if (probation.ended().isPresent()) {
      return ended(probation, probation.ended().get());
    }
    if (now.isBefore(probation.since())) {
      return WatchResult.notWatched(
          model,
          "clock_went_back",
          "the promotion is dated " + probation.since() + ", which is later than now (" + now + ")",
          Optional.of(probation));
    }
    try {
      Outcomes outcomes = read(probation, source, now);
      return compare(probation, outcomes.compare(this), outcomes.about, now);
    } catch (VersionMissing e) {
      return WatchResult.notWatched(
          model, "version_does_not_load", e.getMessage(), Optional.of(probation));
    }
  }

  /**
   * The interval after a growing number of outcomes, until now or until the probation ended.
   *
   * @param events of the ledger, oldest first
   * @return empty where there is nothing to compare
   * @throws InputException when the log cannot be read
   */
  public Optional<WatchCourse> course(
      ModelName model, List<LedgerEvent> events, Source source, Instant now) {
    if (!(Probation.of(events, model, window) instanceof Probation.Finding.Watched found)) {
      return Optional.empty();
    }
    Probation probation = found.probation();
    Instant end = probation.ended().map(LedgerEvent::at).orElse(now);
    try {
      Outcomes outcomes = read(probation, source, end);
      List<WatchComparison> all = outcomes.compare(this);
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new WatchCourse(
                  compare(probation, all, outcomes.about, end),
                  leading(all),
                  outcomes.kept.course(leading(all), alpha)));
    } catch (VersionMissing e) {
      return Optional.empty();
    }
  }

  private record Outcomes(WatchedOutcomes kept, TrainingSummary about) {
    List<WatchComparison> compare(Watch watch) {
      return kept.compare(watch.alpha, watch.margin.orElse(MARGIN));
    }
  }

  private Outcomes read(Probation probation, Source source, Instant now) {
    ModelName model = probation.model();
    LoadedModel live = load(model, probation.liveSha256(), source);
    List<LoadedModel> formers = new ArrayList<>();
    for (String sha256 : probation.predecessors()) {
      formers.add(load(model, sha256, source));
    }
    WatchedOutcomes kept = new WatchedOutcomes(live, formers, probation.since(), now, block);
    return new Outcomes(kept, source.rows(model, live, kept));
  }

  private static WatchResult ended(Probation probation, LedgerEvent event) {
    WatchState state =
        event.event() == LedgerEvent.Kind.CONFIRMED ? WatchState.CONFIRMED : WatchState.UNDECIDED;
    return new WatchResult(
        probation.model(),
        state,
        event.reason() == null ? "" : event.reason(),
        "decided at " + event.at(),
        Optional.of(probation),
        Optional.empty());
  }

  private static WatchResult compare(
      Probation probation, List<WatchComparison> all, TrainingSummary about, Instant now) {
    if (about.rows() > 0 && about.dataFrom().isAfter(probation.since().plus(SLACK))) {
      return waiting(
          probation,
          Optional.empty(),
          "log_starts_later",
          "the log starts at "
              + about.dataFrom()
              + ", after the promotion at "
              + probation.since()
              + ": rows were lost or moved away, so nothing is decided",
          now);
    }
    if (all.isEmpty()) {
      return WatchResult.notWatched(
          probation.model(),
          "no_common_score",
          "the two versions have no score in common",
          Optional.of(probation));
    }
    WatchComparison leading = leading(all);
    if (leading.verdict() == Verdict.WORSE) {
      return new WatchResult(
          probation.model(),
          WatchState.WORSE,
          leading.worse(),
          "worse than " + Digest.abbreviate(leading.formerSha256()) + ": " + leading.sentence(),
          Optional.of(probation),
          Optional.of(leading));
    }
    if (all.stream().allMatch(one -> one.verdict() == Verdict.CONFIRMED)) {
      return new WatchResult(
          probation.model(),
          WatchState.CONFIRMED,
          leading.metric() + "_not_worse(" + leading.interval() + ")",
          "not worse than the margin of " + leading.margin() + ": " + leading.sentence(),
          Optional.of(probation),
          Optional.of(leading));
    }
    return leading.look().outcomes() == 0
        ? waiting(
            probation,
            Optional.of(leading),
            "no_outcomes",
            "no decision since " + probation.since() + " has an outcome yet",
            now)
        : waiting(probation, Optional.of(leading), "", leading.sentence(), now);
  }

  private static WatchResult waiting(
      Probation probation,
      Optional<WatchComparison> comparison,
      String reason,
      String sentence,
      Instant now) {
    boolean isOver = !now.isBefore(probation.until());
    return new WatchResult(
        probation.model(),
        isOver ? WatchState.UNDECIDED : WatchState.ON_PROBATION,
        isOver && reason.isEmpty() ? "window_over" : reason,
        sentence,
        Optional.of(probation),
        comparison);
  }

  /** A comparison that is worse if there is one, else the one that is furthest from confirmed. */
  private static WatchComparison leading(List<WatchComparison> all) {
    return all.stream()
        .filter(one -> one.verdict() == Verdict.WORSE)
        .findFirst()
        .orElseGet(
            () ->
                all.stream()
                    .max((a, b) -> Double.compare(a.look().upper(), b.look().upper()))
                    .orElseThrow());
  }

  private static LoadedModel load(ModelName model, String sha256, Source source) {
    try {
      byte[] content = source.version(model, sha256);
      if (!Digest.of(content).equals(sha256)) {
        throw new VersionMissing(
            "the file of "
                + Digest.abbreviate(sha256)
                + " in the history is damaged: its digest differs");
      }
      return LoadedModel.load(model, content);
    } catch (ModelFormatException e) {
      throw new VersionMissing(Digest.abbreviate(sha256) + " does not load: " + e.getMessage());
    } catch (InputException e) {
      throw new VersionMissing(e.getMessage());
    }
  }

  /** A version that cannot be compared; the watch reports it and decides nothing. */
  private static final class VersionMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    VersionMissing(String message) {
      super(message);
    }
  }
}
