package ratchet.promote.rollout;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;
import ratchet.store.SwitchIntent;

/**
 * Changes aliases: writes the intent, replaces the alias, asks the runtimes, then records the
 * change in the ledger or undoes it. Several aliases change together or not at all.
 *
 * <p>The event is appended last, with the replies that confirm the change. A process that is killed
 * before leaves an alias that the ledger does not name. The next run records it as {@code
 * recovered} and asks the runtimes to confirm it. Not thread-safe.
 */
public final class ConfirmedSwitch {
  /** The purpose of the change. */
  public enum Purpose {
    /** Candidates that passed their gates become live. */
    PROMOTION(LedgerEvent.Kind.PROMOTED),
    /** A version that was live before is restored. */
    ROLLBACK(LedgerEvent.Kind.ROLLED_BACK),
    /** Outcomes showed that a version on probation is worse than the one before. */
    WATCH(LedgerEvent.Kind.WATCH_ROLLED_BACK);

    private final LedgerEvent.Kind done;

    Purpose(LedgerEvent.Kind done) {
      this.done = done;
    }

    private boolean writesIntent(int aliases) {
      return this != PROMOTION || aliases > 1;
    }

    private SwitchIntent.Kind intent() {
      return switch (this) {
        case PROMOTION -> SwitchIntent.Kind.TOGETHER;
        case ROLLBACK, WATCH -> SwitchIntent.Kind.ROLLBACK;
      };
    }
  }

  private final Purpose purpose;
  private final AliasStore store;
  private final SwitchRuntimes runtimes;
  private final PromotionSettings settings;
  private final Clock clock;
  private final PromotionListener listener;

  /** An alias could not be restored: the intent stays, and the next run completes it. */
  private boolean unfinished;

  public ConfirmedSwitch(
      Purpose purpose,
      AliasStore store,
      Reloader reloader,
      PromotionSettings settings,
      Clock clock,
      PromotionListener listener) {
    this.purpose = purpose;
    this.store = store;
    this.runtimes = new SwitchRuntimes(reloader, settings, purpose != Purpose.PROMOTION, listener);
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Makes all of the changes, or none.
   *
   * @return one per change, in their order
   */
  public List<SwitchResult> run(List<AliasChange> all) {
    try {
      beginRollouts(all);
    } catch (InputException e) {
      endRollouts(all);
      return undone(all, all.get(0), "alias_not_replaced", e, Map.of());
    }
    unfinished = false;
    try {
      return switchInOrder(all);
    } finally {
      // if an alias could not be restored, no runtime may load the version by itself
      if (!unfinished) {
        endRollouts(all);
      }
    }
  }

  private List<SwitchResult> switchInOrder(List<AliasChange> all) {
    if (!purpose.writesIntent(all.size())) {
      return switchAll(all);
    }
    if (all.size() > 1) {
      for (AliasChange one : all) {
        if (!mayPutBack(one)) {
          return undone(all, one, "former_version_not_signed", notSigned(one), Map.of());
        }
      }
    }
    try {
      store.writeIntent(
          new SwitchIntent(
              purpose.intent(),
              all.stream()
                  .map(
                      one ->
                          new SwitchIntent.Step(
                              one.model(), one.beforeSha256(), one.target().sha256()))
                  .toList()));
    } catch (InputException e) {
      return undone(all, all.get(0), "alias_not_replaced", e, Map.of());
    }
    List<SwitchResult> results = switchAll(all);
    if (!unfinished) {
      settle();
    }
    return results;
  }

  /**
   * Asks the runtimes to confirm a live version. An unconfirmed promotion is undone; a rollback
   * stays.
   *
   * @param change from the version before to the one that is live
   */
  public SwitchResult confirm(AliasChange change) {
    List<ReloadReply> replies = runtimes.ask(change);
    if (ReloadReply.allAccepted(replies)) {
      String sha256 = change.target().sha256();
      record(
          event(purpose.done, change, sha256, sha256, "confirmed_later")
              .withDetails(change.details())
              .withReload(ReloadReply.toJson(replies)));
      return new SwitchResult.Confirmed(replies);
    }
    if (!change.beforeIsKnown()) {
      return new SwitchResult.Kept(
          "reload_not_confirmed",
          replies,
          "the alias was kept, because the ledger does not have the version before it");
    }
    return switch (purpose) {
      case PROMOTION -> takeBack(change, "reload_not_confirmed", replies);
      case ROLLBACK, WATCH ->
          new SwitchResult.Kept("reload_not_confirmed", replies, "the version was kept");
    };
  }

  /** The reason of a model that was not switched because another of its group failed. */
  public static String together(ModelName other) {
    return "together_with(" + other.id() + ")";
  }

  private List<SwitchResult> switchAll(List<AliasChange> all) {
    List<AliasChange> switched = new ArrayList<>();
    for (AliasChange one : all) {
      try {
        replace(one);
      } catch (InputException e) {
        switched.forEach(this::putBack);
        return undone(all, one, "alias_not_replaced", e, Map.of());
      }
      switched.add(one);
    }
    Map<ModelName, List<ReloadReply>> replies = new EnumMap<>(ModelName.class);
    for (AliasChange one : all) {
      replies.put(one.model(), confirm(one, all));
      if (!ReloadReply.allAccepted(replies.get(one.model()))) {
        return all.stream()
            .map(
                other ->
                    takeBack(
                        other,
                        other == one ? "reload_not_confirmed" : together(one.model()),
                        replies.getOrDefault(other.model(), List.of())))
            .toList();
      }
    }
    return enter(all, replies);
  }

  private static InputException notSigned(AliasChange one) {
    return new InputException(
        one.model().id() + ": the key never signed the live version, so it could not be restored",
        "promote " + one.model().id() + " by itself first");
  }

  private void replace(AliasChange one) {
    switch (purpose) {
      case PROMOTION -> store.replace(one.model(), one.content());
      case ROLLBACK, WATCH -> store.restore(one.model(), one.content());
    }
  }

  /** If the request itself crashes, a candidate is undone: what a runtime serves is not known. */
  private List<ReloadReply> confirm(AliasChange one, List<AliasChange> all) {
    try {
      return runtimes.ask(one);
    } catch (RuntimeException | Error bug) {
      if (purpose == Purpose.PROMOTION) {
        for (AliasChange other : all) {
          putBack(other);
          record(back(other, "reload_crashed"));
        }
      }
      throw bug;
    }
  }

  /** Appends the events; a promotion that cannot be recorded is undone. */
  private List<SwitchResult> enter(
      List<AliasChange> all, Map<ModelName, List<ReloadReply>> replies) {
    List<AliasChange> entered = new ArrayList<>();
    for (AliasChange one : all) {
      try {
        store
            .ledger()
            .append(
                forward(purpose.done, one, one.reason())
                    .withReload(ReloadReply.toJson(replies.get(one.model()))));
      } catch (InputException e) {
        if (purpose != Purpose.PROMOTION) {
          unfinished = true; // the intent stays: the next run records the change
          return all.stream()
              .<SwitchResult>map(
                  other -> new SwitchResult.NotRecorded(replies.get(other.model()), e))
              .toList();
        }
        Map<ModelName, List<ReloadReply>> restored = new EnumMap<>(ModelName.class);
        all.stream()
            .filter(this::putBack)
            .forEach(other -> restored.put(other.model(), runtimes.askForFormer(other)));
        entered.forEach(other -> record(back(other, "ledger_not_written")));
        return undone(all, one, "ledger_not_written", e, restored);
      }
      entered.add(one);
    }
    return all.stream()
        .<SwitchResult>map(one -> new SwitchResult.Confirmed(replies.get(one.model())))
        .toList();
  }

  private static List<SwitchResult> undone(
      List<AliasChange> all,
      AliasChange culprit,
      String reason,
      InputException failure,
      Map<ModelName, List<ReloadReply>> restored) {
    return all.stream()
        .<SwitchResult>map(
            one ->
                new SwitchResult.Undone(
                    one == culprit ? reason : together(culprit.model()),
                    restored.getOrDefault(one.model(), List.of()),
                    failure))
        .toList();
  }

  private SwitchResult takeBack(AliasChange change, String reason, List<ReloadReply> replies) {
    record(
        forward(LedgerEvent.Kind.RELOAD_FAILED, change, reason)
            .withReload(ReloadReply.toJson(replies)));
    if (settings.keepOnReloadFailure()) {
      return new SwitchResult.Kept(reason, replies, "the new version was kept, as requested");
    }
    if (purpose != Purpose.PROMOTION && formerDoesNotLoad(change)) {
      return new SwitchResult.Kept(
          reason, replies, "the version was kept, because the version before does not load");
    }
    if (!mayPutBack(change)) {
      return new SwitchResult.Kept(
          reason,
          replies,
          "the new version was kept, because the key never signed the version before");
    }
    if (!putBack(change)) {
      return new SwitchResult.Kept(reason, replies, "and the alias could not be restored");
    }
    List<ReloadReply> restore = runtimes.askForFormer(change);
    record(back(change, reason).withReload(ReloadReply.toJson(restore)));
    return new SwitchResult.TakenBack(reason, replies, restore);
  }

  private boolean mayPutBack(AliasChange change) {
    return change
        .beforeSha256()
        .map(sha256 -> store.mayRestore(change.model(), sha256))
        .orElse(true);
  }

  private boolean formerDoesNotLoad(AliasChange change) {
    Optional<String> problem = change.before().flatMap(ChampionFile::problem);
    problem.ifPresent(what -> listener.warning("the version before does not load: " + what));
    return problem.isPresent();
  }

  /** Appends an event; a failure is a warning, because the next run repairs the ledger. */
  private void record(LedgerEvent event) {
    try {
      store.ledger().append(event);
    } catch (InputException e) {
      listener.warning(e.getMessage() + "; the next run records the live version");
    }
  }

  /** Prevents that runtimes which watch the alias load the version before their wave. */
  private void beginRollouts(List<AliasChange> all) {
    for (AliasChange one : all) {
      if (isFleet(one)) {
        store.beginRollout(one.model(), one.target().sha256());
      }
    }
  }

  private void endRollouts(List<AliasChange> all) {
    for (AliasChange one : all) {
      if (isFleet(one)) {
        try {
          store.endRollout(one.model());
        } catch (InputException e) {
          listener.warning(e.getMessage());
        }
      }
    }
  }

  private boolean isFleet(AliasChange one) {
    return settings.reloadUrls(one.model()).size() > 1;
  }

  private void settle() {
    try {
      store.removeIntent();
    } catch (InputException e) {
      listener.warning(e.getMessage());
    }
  }

  /**
   * Restores the former version; tries twice, because an unconfirmed version must not stay live.
   *
   * @return whether the former version is live again
   */
  private boolean putBack(AliasChange change) {
    return putBackOnce(change, false) || putBackOnce(change, true);
  }

  private boolean putBackOnce(AliasChange change, boolean isLast) {
    ModelName model = change.model();
    try {
      change
          .before()
          .ifPresentOrElse(
              former -> store.restore(model, former.content()),
              () -> store.remove(model, change.target().sha256()));
      return true;
    } catch (InputException e) {
      if (isLast) {
        unfinished = true;
        listener.warning(
            model.id() + ": the former version could not be restored: " + e.getMessage());
      }
      return false;
    }
  }

  private LedgerEvent forward(LedgerEvent.Kind kind, AliasChange change, String reason) {
    return event(kind, change, change.beforeSha256().orElse(null), change.target().sha256(), reason)
        .withDetails(change.details());
  }

  private LedgerEvent back(AliasChange change, String reason) {
    return event(
        purpose == Purpose.PROMOTION
            ? LedgerEvent.Kind.ROLLED_BACK
            : LedgerEvent.Kind.ROLLBACK_FAILED,
        change,
        change.target().sha256(),
        change.beforeSha256().orElse(null),
        reason);
  }

  private LedgerEvent event(
      LedgerEvent.Kind kind, AliasChange change, String from, String to, String reason) {
    return change.event(clock.instant(), kind, from, to, reason, settings.author());
  }
}
