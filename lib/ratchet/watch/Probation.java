package ratchet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.store.ConfirmedVersions;
import ratchet.store.LedgerEvent;

/**
 * The probation of a promoted version, read from the ledger. The ledger and the log together
 * determine everything that a watch reports, so a watch that is killed loses nothing.
 *
 * @param liveSha256 the version that was promoted
 * @param predecessors the versions to compare it with, newest first, never empty: the version
 *     before it and, if that one was not confirmed, the last confirmed version
 * @param since time of the promotion; only decisions from then on count
 * @param window length of the probation
 * @param betterThanAnchor the reason for which it becomes the anchor once it is confirmed; empty
 *     when it does not become the anchor
 * @param ended the event that ended the probation, {@code confirmed} or {@code watch_undecided};
 *     empty while it goes on
 */
public record Probation(
    ModelName model,
    String liveSha256,
    List<String> predecessors,
    Instant since,
    Duration window,
    Optional<String> betterThanAnchor,
    Optional<LedgerEvent> ended) {
  public Probation {
    predecessors = List.copyOf(predecessors);
  }

  /** The end of the probation. */
  public Instant until() {
    return since.plus(window);
  }

  /** Either a probation or the reason why there is none. */
  public sealed interface Finding {
    /** A probation, which may have ended already. */
    record Watched(Probation probation) implements Finding {}

    /**
     * The model is not on probation.
     *
     * @param reason one word for scripts, e.g. {@code first_version}
     * @param sentence the same for people
     */
    record NotWatched(String reason, String sentence) implements Finding {}
  }

  /**
   * Finds the probation of the live version of a model.
   *
   * @param events of the whole ledger or of its end, oldest first
   * @param window the length of probation for a promotion that states none
   */
  public static Finding of(List<LedgerEvent> events, ModelName model, Duration window) {
    List<LedgerEvent> own = events.stream().filter(event -> event.model() == model).toList();
    int last = lastSwitch(own, own.size());
    if (last < 0) {
      return new Finding.NotWatched("never_promoted", "the ledger has no promotion of this model");
    }
    LedgerEvent live = own.get(last);
    if (live.toSha256() == null) {
      return new Finding.NotWatched("nothing_live", "no version of this model is live");
    }
    int promoted = promotionOf(own, last);
    if (promoted < 0) {
      promoted = openProbation(own, live);
    }
    if (promoted < 0) {
      return new Finding.NotWatched(
          live.event().id(), "the live version was not promoted but " + description(live));
    }
    return watched(own, model, promoted, window);
  }

  private static Finding watched(
      List<LedgerEvent> own, ModelName model, int promoted, Duration window) {
    int first = firstOfVersion(own, promoted);
    LedgerEvent promotion = own.get(first);
    String live = promotion.toSha256();
    if (promotion.fromSha256() == null) {
      return new Finding.NotWatched(
          "first_version",
          "it is the first version of this model, so there is no predecessor to compare it with");
    }
    List<LedgerEvent> entries = own.subList(first, promoted + 1);
    Optional<LedgerEvent> ended =
        own.subList(promoted, own.size()).stream()
            .filter(event -> ends(event) && live.equals(event.toSha256()))
            .findFirst();
    return new Finding.Watched(
        new Probation(
            model,
            live,
            predecessors(own, first),
            promotion.at(),
            entries.stream().flatMap(one -> one.probation().stream()).findFirst().orElse(window),
            entries.stream().flatMap(one -> one.anchorWhenConfirmed().stream()).findFirst(),
            ended));
  }

  private static String description(LedgerEvent event) {
    return event.event().id().replace('_', ' ') + " (" + event.description() + ")";
  }

  private static boolean ends(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.CONFIRMED
        || event.event() == LedgerEvent.Kind.WATCH_UNDECIDED;
  }

  private static int lastSwitch(List<LedgerEvent> own, int before) {
    int at = before - 1;
    while (at >= 0 && !own.get(at).event().recordsLive()) {
      at--;
    }
    return at;
  }

  /** A version that was kept although no runtime confirmed it is on probation too. */
  private static boolean isPromotion(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.PROMOTED
        || (event.event() == LedgerEvent.Kind.RELOAD_FAILED && event.probation().isPresent());
  }

  /** Index of the promotion that made it live, or -1; events that changed nothing are skipped. */
  private static int promotionOf(List<LedgerEvent> own, int last) {
    String live = own.get(last).toSha256();
    int at = last;
    while (at >= 0 && !isPromotion(own.get(at))) {
      boolean changedNothing = Objects.equals(own.get(at).fromSha256(), own.get(at).toSha256());
      if (own.get(at).event().recordsLive() && !changedNothing) {
        return -1;
      }
      at--;
    }
    return at >= 0 && live.equals(own.get(at).toSha256()) ? at : -1;
  }

  /**
   * Index of the promotion of a version that is live again and whose probation has not ended, or
   * -1. Either a later version was rolled back, or the rollback of this version failed.
   */
  private static int openProbation(List<LedgerEvent> own, LedgerEvent last) {
    String live = last.toSha256();
    boolean neverLeft =
        last.event() == LedgerEvent.Kind.ROLLBACK_FAILED || last.isUnrecordedSwitch();
    for (int at = own.size() - 1; at >= 0; at--) {
      LedgerEvent event = own.get(at);
      if (live.equals(event.toSha256())) {
        if (ends(event)) {
          return -1;
        }
        if (isPromotion(event)) {
          return neverLeft || event.probation().isPresent() ? at : -1;
        }
      }
    }
    return -1;
  }

  /** Index of the first event of the version: a later promotion of it may have changed nothing. */
  private static int firstOfVersion(List<LedgerEvent> own, int promoted) {
    int at = promoted;
    while (Objects.equals(own.get(at).fromSha256(), own.get(at).toSha256())) {
      int before = lastSwitch(own, at);
      if (before < 0 || !own.get(promoted).toSha256().equals(own.get(before).toSha256())) {
        return promoted;
      }
      at = before;
    }
    return at;
  }

  /**
   * The version before, and the last confirmed one: a version that replaced one on probation must
   * not be worse than the last confirmed one either. Otherwise a chain of short probations could
   * lose a little each time.
   */
  private static List<String> predecessors(List<LedgerEvent> own, int promoted) {
    List<String> found = new ArrayList<>();
    found.add(own.get(promoted).fromSha256());
    ConfirmedVersions confirmed = new ConfirmedVersions();
    own.subList(0, promoted).forEach(confirmed::add);
    confirmed.last().filter(last -> !found.contains(last)).ifPresent(found::add);
    return found;
  }
}
