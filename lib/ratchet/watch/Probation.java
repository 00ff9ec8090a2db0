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
 * A promotion that outcomes still have to confirm, as the ledger states it. The ledger and the log
 * together determine everything that a watch reports, so a watch that is killed loses nothing.
 *
 * @param liveSha256 the version that was promoted
 * @param predecessors versions to compare it with: the one before it and, when that one was not
 *     confirmed either, the last one that was; newest first, never empty
 * @param since when it was promoted; only decisions from then on count
 * @param window how long it is watched
 * @param betterThanAnchor why it becomes the anchor once it is confirmed; empty when it does not
 * @param ended the event that ended the probation, {@code confirmed} or {@code watch_undecided}
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

  public Instant until() {
    return since.plus(window);
  }

  /** Either a probation, or why there is none. */
  public sealed interface Finding {
    /** There is something to watch, or it has ended already. */
    record Watched(Probation probation) implements Finding {}

    /**
     * @param reason one word for scripts, e.g. {@code first_version}
     * @param sentence for people
     */
    record NotWatched(String reason, String sentence) implements Finding {}
  }

  /**
   * @param events of the whole ledger or of its end, oldest first
   * @param window for a promotion that states no probation of its own
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
          live.event().id(), "what is live was not promoted but " + words(live));
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
          "first_version", "it is the first version of this model, and there is none to compare");
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

  private static String words(LedgerEvent event) {
    return event.event().id().replace('_', ' ') + " (" + event.words() + ")";
  }

  private static boolean ends(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.CONFIRMED
        || event.event() == LedgerEvent.Kind.WATCH_UNDECIDED;
  }

  private static int lastSwitch(List<LedgerEvent> own, int before) {
    int at = before - 1;
    while (at >= 0 && !own.get(at).event().tellsLive()) {
      at--;
    }
    return at;
  }

  /** A version that was kept although no runtime confirmed it is on probation like any other. */
  private static boolean isPromotion(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.PROMOTED
        || (event.event() == LedgerEvent.Kind.RELOAD_FAILED && event.probation().isPresent());
  }

  /** The promotion that made it live; an entry that only confirms what is live is passed over. */
  private static int promotionOf(List<LedgerEvent> own, int last) {
    String live = own.get(last).toSha256();
    int at = last;
    while (at >= 0 && !isPromotion(own.get(at))) {
      boolean changedNothing = Objects.equals(own.get(at).fromSha256(), own.get(at).toSha256());
      if (own.get(at).event().tellsLive() && !changedNothing) {
        return -1;
      }
      at--;
    }
    return at >= 0 && live.equals(own.get(at).toSha256()) ? at : -1;
  }

  /**
   * The promotion of a version that is live again and that nothing has decided on: its probation
   * goes on. A later version was rolled back, or its own rollback did not come through.
   */
  private static int openProbation(List<LedgerEvent> own, LedgerEvent last) {
    String live = last.toSha256();
    boolean neverLeft = last.event() == LedgerEvent.Kind.ROLLBACK_FAILED || last.isCutOff();
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

  /** Where a promotion was confirmed later, the event that confirms it has no version before. */
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
   * A version that replaced one on probation must not be worse than the last confirmed one either:
   * otherwise a chain of short probations could lose a little each time.
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
