package ratchet.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.WatchNote;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.AnchorChange;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.AtomicFile;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

/**
 * Looks at models on probation, appends decisions to the ledger, and rolls a worse version back
 * when asked to. It never promotes.
 *
 * <p>A look holds no lock. The lock is taken to append a decision or to roll back, and the live
 * version is then checked once more.
 */
public final class WatchRun {
  /** How many events of a model are read, the newest ones. */
  private static final int MOST_EVENTS = 5_000;

  private final PromotionSettings settings;
  private final Watch watch;
  private final Watch.Source source;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  /**
   * The result of a look and, when the version was rolled back, the result of the rollback.
   *
   * @param outcome empty when nothing was switched
   */
  public record Look(WatchResult result, Optional<ModelOutcome> outcome) {
    static Look of(WatchResult result) {
      return new Look(result, Optional.empty());
    }
  }

  /** Rollbacks are made as in {@link RollbackRun}; warnings go to the listener. */
  public WatchRun(
      PromotionSettings settings,
      Watch watch,
      Watch.Source source,
      Reloader reloader,
      Clock clock,
      PromotionListener listener) {
    this.settings = settings;
    this.watch = watch;
    this.source = source;
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * One look at one model. A switch or rollback that an earlier run did not finish is completed
   * first.
   *
   * @param rollback whether a worse version is rolled back
   * @throws InputException when the ledger, the log or the models folder cannot be read or is
   *     locked; nothing was decided
   */
  public Look look(ModelName model, boolean rollback) {
    recoverAlias(model);
    Optional<LedgerEvent> unconfirmed = ledger().unconfirmed(model);
    if (unconfirmed.filter(LedgerEvent::isUnrecordedRollback).isPresent()) {
      if (rollback) {
        return completeRollback(model);
      }
      listener.warning(
          model.id()
              + ": a rollback was killed before a runtime had confirmed it; run rollback "
              + model.id()
              + " to complete it");
    }
    WatchResult result = watch.look(model, events(model), source, clock.instant());
    boolean alreadyEntered =
        result.probation().flatMap(Probation::ended).isPresent() || result.probation().isEmpty();
    if (alreadyEntered) {
      return Look.of(result);
    }
    Look looked =
        switch (result.state()) {
          case CONFIRMED -> record(result, LedgerEvent.Kind.CONFIRMED);
          case UNDECIDED -> record(result, LedgerEvent.Kind.WATCH_UNDECIDED);
          case WORSE -> rollback ? takeBack(result) : Look.of(result);
          case ON_PROBATION, ROLLED_BACK, NOT_WATCHED -> Look.of(result);
        };
    writeNote(looked.result());
    return looked;
  }

  /** Opens the store, which takes the lock, only where alias and ledger differ. */
  private void recoverAlias(ModelName model) {
    Optional<String> recorded = ledger().live(model).map(LedgerEvent::toSha256);
    if (!recorded.equals(new AliasReader(settings.paths()).liveSha256(model))) {
      try (AliasStore store = AliasStore.open(settings, clock)) {
        store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      }
    }
  }

  private Look completeRollback(ModelName model) {
    ModelOutcome outcome = new RollbackRun(settings, reloader, clock, listener).complete(model);
    return new Look(
        new WatchResult(
            model,
            WatchState.ROLLED_BACK,
            outcome.reason(),
            "an earlier run restored "
                + outcome.liveSha256().map(Digest::abbreviate).orElse("no version")
                + " and was killed before a runtime had confirmed it",
            Optional.empty(),
            Optional.empty()),
        Optional.of(outcome));
  }

  private Ledger ledger() {
    return new Ledger(settings.paths().ledger());
  }

  private List<LedgerEvent> events(ModelName model) {
    return ledger().latest(Optional.of(model), Optional.empty(), MOST_EVENTS);
  }

  private Look record(WatchResult result, LedgerEvent.Kind kind) {
    Probation probation = result.probation().orElseThrow();
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      if (!store.liveSha256(result.model()).equals(Optional.of(probation.liveSha256()))) {
        return Look.of(liveChanged(result));
      }
      if (isDecided(store, probation)) {
        return Look.of(result);
      }
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
      if (kind == LedgerEvent.Kind.CONFIRMED) {
        probation.betterThanAnchor().ifPresent(why -> anchor(store, probation, why));
      }
    }
    return Look.of(result);
  }

  /** Whether another watch has appended the decision meanwhile. */
  private static boolean isDecided(AliasStore store, Probation probation) {
    List<LedgerEvent> now =
        store.ledger().latest(Optional.of(probation.model()), Optional.empty(), MOST_EVENTS);
    return Probation.of(now, probation.model(), probation.window())
            instanceof Probation.Finding.Watched found
        && found.probation().ended().isPresent();
  }

  /** If the anchor cannot be recorded, the former one stays, which is the stricter one. */
  private void anchor(AliasStore store, Probation probation, String why) {
    try {
      new AnchorChange(store, settings, clock)
          .enter(probation.model(), probation.liveSha256(), why);
    } catch (InputException e) {
      listener.warning(probation.model().id() + ": the former anchor stays: " + e.getMessage());
    }
  }

  private Look takeBack(WatchResult result) {
    Probation probation = result.probation().orElseThrow();
    String former = result.comparison().orElseThrow().formerSha256();
    ModelOutcome outcome =
        new RollbackRun(settings, reloader, clock, listener)
            .takeBack(
                result.model(), probation.liveSha256(), former, result.reason(), details(result));
    boolean isBack =
        outcome.state() == ModelOutcome.State.OK
            || outcome.liveSha256().equals(Optional.of(former));
    boolean isOther = outcome.state() == ModelOutcome.State.UNCHANGED && !isBack;
    return new Look(
        isBack ? result.rolledBack() : isOther ? liveChanged(result) : result,
        Optional.of(outcome));
  }

  private static WatchResult liveChanged(WatchResult result) {
    return WatchResult.notWatched(
        result.model(),
        "live_changed",
        "another version became live during the look; nothing was decided",
        Optional.empty());
  }

  /** The note is only for display, so a folder that cannot be written is a warning. */
  private void writeNote(WatchResult result) {
    result
        .note(clock.instant())
        .ifPresent(
            note -> {
              try {
                AtomicFile.write(
                    WatchNote.fileOf(settings.paths().alias(result.model())),
                    to -> to.write(note.toBytes()));
              } catch (InputException e) {
                listener.warning(e.getMessage() + "; the status page does not show this look");
              }
            });
  }

  private static JsonNode details(WatchResult result) {
    return result.toJson().without(List.of("model", "state", "reason"));
  }

  /** Whether the version is worse, still live or rolled back. */
  public static boolean isWorse(WatchResult result) {
    return result.state() == WatchState.WORSE || result.state() == WatchState.ROLLED_BACK;
  }
}
