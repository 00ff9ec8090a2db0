package ratchet.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.rollout.RollbackRun;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

/**
 * Looks at models on probation, enters what outcomes decided into the ledger, and takes a worse
 * version back when asked to. Never promotes.
 *
 * <p>A look holds no lock; the lock is taken to enter a decision or to roll back, and what is live
 * is compared once more under it.
 */
public final class WatchRun {
  /** A model has at most so many events between a promotion and its decision, or it is old. */
  private static final int MOST_EVENTS = 5_000;

  private final PromotionSettings settings;
  private final Watch watch;
  private final Rows rows;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  /** The outcomes. */
  @FunctionalInterface
  public interface Rows {
    /**
     * @param live the version on probation; a survival model's stop is the one it was trained with
     * @throws InputException when the log cannot be read
     */
    TrainingSet read(ModelName model, LoadedModel live);
  }

  /**
   * A look and, when the version was taken back, how that ended.
   *
   * @param outcome empty when nothing was switched
   */
  public record Looked(WatchResult result, Optional<ModelOutcome> outcome) {}

  public WatchRun(
      PromotionSettings settings,
      Watch watch,
      Rows rows,
      Reloader reloader,
      Clock clock,
      PromotionListener listener) {
    this.settings = settings;
    this.watch = watch;
    this.rows = rows;
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * One look at one model.
   *
   * @param rollback whether a worse version is taken back
   * @throws InputException when ledger or log cannot be read; nothing was changed
   */
  public Looked look(ModelName model, boolean rollback) {
    Instant now = clock.instant();
    WatchResult result = watch.look(model, events(model), source(), now);
    boolean alreadyEntered =
        result.probation().flatMap(Probation::ended).isPresent() || result.probation().isEmpty();
    if (alreadyEntered) {
      return new Looked(result, Optional.empty());
    }
    return switch (result.state()) {
      case CONFIRMED -> entered(result, LedgerEvent.Kind.CONFIRMED);
      case UNDECIDED -> entered(result, LedgerEvent.Kind.WATCH_UNDECIDED);
      case WORSE -> rollback ? takeBack(result) : new Looked(result, Optional.empty());
      case ON_PROBATION, ROLLED_BACK, NOT_WATCHED -> new Looked(result, Optional.empty());
    };
  }

  private List<LedgerEvent> events(ModelName model) {
    return new Ledger(settings.paths().ledger())
        .latest(Optional.of(model), Optional.empty(), MOST_EVENTS);
  }

  private Watch.Source source() {
    return new Watch.Source() {
      @Override
      public byte[] version(ModelName model, String sha256) {
        Path file = AliasReader.version(settings.paths(), model, sha256);
        return new AliasReader(settings.paths())
            .archived(model, sha256)
            .orElseThrow(
                () ->
                    new InputException(
                        file + " is missing", "restore it from a backup of the models folder"));
      }

      @Override
      public TrainingSet rows(ModelName model, LoadedModel live) {
        return rows.read(model, live);
      }
    };
  }

  private Looked entered(WatchResult result, LedgerEvent.Kind kind) {
    Probation probation = result.probation().orElseThrow();
    try (AliasStore store = AliasStore.open(settings, clock)) {
      if (store.liveSha256(result.model()).equals(Optional.of(probation.liveSha256()))) {
        store
            .ledger()
            .append(
                LedgerEvent.of(
                        clock.instant(),
                        kind,
                        result.model(),
                        probation.predecessors().get(0),
                        probation.liveSha256(),
                        result.reason(),
                        settings.author())
                    .withDetails(details(result)));
      }
    }
    return new Looked(result, Optional.empty());
  }

  private Looked takeBack(WatchResult result) {
    Probation probation = result.probation().orElseThrow();
    String former = result.comparison().orElseThrow().formerSha256();
    ModelOutcome outcome =
        new RollbackRun(settings, reloader, clock, listener)
            .takeBack(
                result.model(), probation.liveSha256(), former, result.reason(), details(result));
    boolean isBack =
        outcome.state() == ModelOutcome.State.OK
            || outcome.liveSha256().equals(Optional.of(former));
    return new Looked(isBack ? result.rolledBack() : result, Optional.of(outcome));
  }

  private static JsonNode details(WatchResult result) {
    return result.toJson().without(List.of("model", "state", "reason"));
  }

  /** Whether a look says that a live version is worse, or was. */
  public static boolean isBad(WatchResult result) {
    return result.state() == WatchState.WORSE || result.state() == WatchState.ROLLED_BACK;
  }
}
