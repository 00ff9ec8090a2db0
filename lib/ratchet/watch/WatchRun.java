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
  private final Watch.Source source;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  /**
   * A look and, when the version was taken back, how that ended.
   *
   * @param outcome empty when nothing was switched
   */
  public record Looked(WatchResult result, Optional<ModelOutcome> outcome) {
    static Looked at(WatchResult result) {
      return new Looked(result, Optional.empty());
    }
  }

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
   * One look at one model. What an earlier run began and did not end is completed first.
   *
   * @param rollback whether a worse version is taken back
   * @throws InputException when ledger, log or models folder cannot be read or are locked; nothing
   *     was decided
   */
  public Looked look(ModelName model, boolean rollback) {
    fixWhatAKillLeft(model);
    Optional<LedgerEvent> unconfirmed = ledger().unconfirmed(model);
    if (unconfirmed.filter(LedgerEvent::isCutOffRollback).isPresent()) {
      if (rollback) {
        return completed(model);
      }
      listener.warning(
          model.id()
              + ": a rollback ended before a runtime had confirmed it; rollback "
              + model.id()
              + " has it confirmed");
    }
    WatchResult result = watch.look(model, events(model), source, clock.instant());
    boolean alreadyEntered =
        result.probation().flatMap(Probation::ended).isPresent() || result.probation().isEmpty();
    if (alreadyEntered) {
      return Looked.at(result);
    }
    Looked looked =
        switch (result.state()) {
          case CONFIRMED -> entered(result, LedgerEvent.Kind.CONFIRMED);
          case UNDECIDED -> entered(result, LedgerEvent.Kind.WATCH_UNDECIDED);
          case WORSE -> rollback ? takeBack(result) : Looked.at(result);
          case ON_PROBATION, ROLLED_BACK, NOT_WATCHED -> Looked.at(result);
        };
    leaveNote(looked.result());
    return looked;
  }

  /** Only where alias and ledger differ, because that takes the lock. */
  private void fixWhatAKillLeft(ModelName model) {
    Optional<String> said = ledger().live(model).map(LedgerEvent::toSha256);
    if (!said.equals(new AliasReader(settings.paths()).liveSha256(model))) {
      try (AliasStore store = AliasStore.open(settings, clock)) {
        store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      }
    }
  }

  private Looked completed(ModelName model) {
    ModelOutcome outcome = new RollbackRun(settings, reloader, clock, listener).complete(model);
    return new Looked(
        new WatchResult(
            model,
            WatchState.ROLLED_BACK,
            outcome.reason(),
            "an earlier run brought "
                + outcome.liveSha256().map(Digest::abbreviate).orElse("nothing")
                + " back and ended before a runtime had confirmed it",
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

  private Looked entered(WatchResult result, LedgerEvent.Kind kind) {
    Probation probation = result.probation().orElseThrow();
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      if (!store.liveSha256(result.model()).equals(Optional.of(probation.liveSha256()))) {
        return Looked.at(liveChanged(result));
      }
      if (isDecided(store, probation)) {
        return Looked.at(result);
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
    return Looked.at(result);
  }

  /** Another watch was faster. */
  private static boolean isDecided(AliasStore store, Probation probation) {
    List<LedgerEvent> now =
        store.ledger().latest(Optional.of(probation.model()), Optional.empty(), MOST_EVENTS);
    return Probation.of(now, probation.model(), probation.window())
            instanceof Probation.Finding.Watched found
        && found.probation().ended().isPresent();
  }

  /** Where it cannot be entered, the former anchor stays: that is stricter, and nothing is lost. */
  private void anchor(AliasStore store, Probation probation, String why) {
    try {
      new AnchorChange(store, settings, clock)
          .enter(probation.model(), probation.liveSha256(), why);
    } catch (InputException e) {
      listener.warning(probation.model().id() + ": the anchor stays: " + e.getMessage());
    }
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
    boolean isOther = outcome.state() == ModelOutcome.State.UNCHANGED && !isBack;
    return new Looked(
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

  /** It is only shown: a folder that cannot be written to is a warning. */
  private void leaveNote(WatchResult result) {
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

  /** Whether a look says that a live version is worse, or was. */
  public static boolean isBad(WatchResult result) {
    return result.state() == WatchState.WORSE || result.state() == WatchState.ROLLED_BACK;
  }
}
