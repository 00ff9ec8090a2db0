package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ratchet.model.Json;
import ratchet.store.LedgerTimeline.LedgerEntry;

/**
 * Follows the events of one model in bounded memory: which version is live, whether it was
 * confirmed, and which change a rollback undoes.
 */
final class ModelTimeline {
  /** How many changes can be undone one after the other before the ledger is read again. */
  private static final int MOST_STANDING = 64;

  private static final int MOST_WITHDRAWN = 256;

  /** How the reason of every rollback begins. */
  private static final String ROLLBACK_REASON = "rollback_to_";

  private LedgerEntry live;
  private LedgerEntry changed;
  private final Deque<LedgerEntry> standing = new ArrayDeque<>();
  private LedgerEntry firstPromoted;
  private LedgerEntry anchored;
  private LedgerEntry held;
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private ConfirmedVersions confirmed = new ConfirmedVersions();
  private boolean mayBeUndone;
  private boolean forgotten;
  private LedgerEntry firstRefused;
  private String lastRefused;
  private int refusedCandidates;

  /**
   * Adds the next event.
   *
   * @param entry with its details
   */
  void add(LedgerEntry entry) {
    add(entry, entry.event().probation().isPresent());
  }

  /**
   * Adds the next event, whose details may be left out.
   *
   * @param entry with or without details
   * @param statesProbation whether the details state a probation
   */
  void add(LedgerEntry entry, boolean statesProbation) {
    LedgerEvent event = entry.event();
    confirmed.add(event, statesProbation);
    if (event.event() == LedgerEvent.Kind.ANCHORED) {
      anchored = entry;
    } else if (event.event() == LedgerEvent.Kind.PROMOTED && firstPromoted == null) {
      firstPromoted = entry;
    } else if (event.event() == LedgerEvent.Kind.HELD) {
      held = entry;
    } else if (event.event() == LedgerEvent.Kind.RELEASED) {
      held = null;
    }
    countRefusals(entry);
    if (!event.event().recordsLive()) {
      return;
    }
    rememberWithdrawn(event);
    live = entry;
    boolean stays = Objects.equals(event.fromSha256(), event.toSha256());
    if (!stays || event.event() != LedgerEvent.Kind.RECOVERED) {
      changed = entry;
    }
    if (stays) {
      // confirmed later: a rollback from here is a change of its own
      mayBeUndone &= event.event() == LedgerEvent.Kind.RECOVERED;
    } else if (mayBeUndone && isReverse(event, standing.peekLast())) {
      standing.removeLast();
      mayBeUndone = false;
    } else {
      push(entry);
      mayBeUndone = event.event() == LedgerEvent.Kind.RELOAD_FAILED;
    }
  }

  /** A candidate that passed its gates resets the count, whatever its runtimes answered. */
  private void countRefusals(LedgerEntry entry) {
    LedgerEvent event = entry.event();
    if (event.event() == LedgerEvent.Kind.REFUSED) {
      firstRefused = firstRefused == null ? entry : firstRefused;
      if (!Objects.equals(event.toSha256(), lastRefused)) {
        refusedCandidates++;
      }
      lastRefused = event.toSha256();
    } else if (event.event() == LedgerEvent.Kind.PROMOTED
        || (event.event() == LedgerEvent.Kind.RELOAD_FAILED && !isOfRollback(event))) {
      firstRefused = null;
      lastRefused = null;
      refusedCandidates = 0;
    }
  }

  private static boolean isOfRollback(LedgerEvent event) {
    return event.command() != null
        && (event.command().startsWith("rollback") || event.command().startsWith("watch"));
  }

  /** Only rollbacks withdraw a version; undoing an unconfirmed promotion does not. */
  private void rememberWithdrawn(LedgerEvent event) {
    withdrawn.remove(event.toSha256());
    if (event.fromSha256() != null && isRollback(event)) {
      withdrawn.remove(event.fromSha256());
      withdrawn.add(event.fromSha256());
      if (withdrawn.size() > MOST_WITHDRAWN) {
        withdrawn.remove(withdrawn.iterator().next());
      }
    }
  }

  private static boolean isRollback(LedgerEvent event) {
    if (Objects.equals(event.fromSha256(), event.toSha256())) {
      return false;
    }
    return event.event() == LedgerEvent.Kind.WATCH_ROLLED_BACK
        || event.isUnrecordedRollback()
        || (event.event() == LedgerEvent.Kind.ROLLED_BACK
            && event.reason() != null
            && event.reason().startsWith(ROLLBACK_REASON));
  }

  /** A change that was recorded twice counts once. */
  private void push(LedgerEntry entry) {
    LedgerEntry last = standing.peekLast();
    if (last != null
        && Objects.equals(last.event().fromSha256(), entry.event().fromSha256())
        && Objects.equals(last.event().toSha256(), entry.event().toSha256())) {
      standing.removeLast();
    }
    standing.addLast(entry);
    if (standing.size() > MOST_STANDING) {
      standing.removeFirst();
      forgotten = true;
    }
  }

  private static boolean isReverse(LedgerEvent event, LedgerEntry before) {
    return before != null
        && Objects.equals(event.fromSha256(), before.event().toSha256())
        && Objects.equals(event.toSha256(), before.event().fromSha256());
  }

  /** The last event that records what is live. */
  Optional<LedgerEntry> live() {
    return Optional.ofNullable(live);
  }

  /**
   * The event that made a version the anchor: the last one that set it, else the first promotion.
   */
  Optional<LedgerEntry> anchor() {
    return Optional.ofNullable(anchored == null ? firstPromoted : anchored);
  }

  /**
   * The event of a live version that no runtime has confirmed: the run that switched was killed
   * before its runtimes had answered, or they did not confirm and the version was kept. Empty when
   * the live version was confirmed, or somebody else wrote it.
   */
  Optional<LedgerEntry> unconfirmed() {
    return Optional.ofNullable(changed).filter(entry -> isUnconfirmed(entry.event()));
  }

  private static boolean isUnconfirmed(LedgerEvent event) {
    return switch (event.event()) {
      case RELOAD_FAILED -> true;
      case RECOVERED -> event.isUnrecordedSwitch() || event.isUnrecordedRollback();
      case PROMOTED,
          ROLLED_BACK,
          REFUSED,
          ANCHORED,
          CONFIRMED,
          WATCH_ROLLED_BACK,
          WATCH_UNDECIDED,
          ROLLBACK_FAILED,
          HELD,
          RELEASED ->
          false;
    };
  }

  /** The last change that still stands; see {@link LedgerTimeline#lastStanding}. */
  Optional<LedgerEntry> lastStanding() {
    return Optional.ofNullable(standing.peekLast());
  }

  /** Whether {@link #lastStanding} is empty only because older changes were dropped. */
  boolean isExhausted() {
    return forgotten && standing.isEmpty();
  }

  /** The event that put promotions on hold; empty when there is no hold. */
  Optional<LedgerEntry> held() {
    return Optional.ofNullable(held);
  }

  /** Which versions are confirmed. */
  ConfirmedVersions confirmed() {
    return confirmed;
  }

  /** Versions that were rolled back and have not been live since, newest last. */
  List<String> withdrawn() {
    return List.copyOf(withdrawn);
  }

  /** The first refusal since a candidate passed its gates; empty when the last one passed. */
  Optional<LedgerEntry> firstRefused() {
    return Optional.ofNullable(firstRefused);
  }

  /** The number of candidates refused since then; one that was tried again counts once. */
  int refusedCandidates() {
    return refusedCandidates;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("live", json(live));
    json.set("changed", json(changed));
    ArrayNode stack = json.putArray("standing");
    standing.forEach(entry -> stack.add(json(entry)));
    json.set("first_promoted", json(firstPromoted));
    json.set("anchored", json(anchored));
    json.set("held", json(held));
    ArrayNode away = json.putArray("withdrawn");
    withdrawn.forEach(away::add);
    json.set("confirmed", confirmed.toJson());
    json.put("may_be_undone", mayBeUndone);
    json.put("forgotten", forgotten);
    json.set("first_refused", json(firstRefused));
    json.put("last_refused", lastRefused);
    json.put("refused_candidates", refusedCandidates);
    return json;
  }

  static ModelTimeline of(JsonNode json) {
    ModelTimeline timeline = new ModelTimeline();
    timeline.live = entry(json.path("live"));
    timeline.changed = entry(json.path("changed"));
    json.path("standing").forEach(one -> timeline.standing.addLast(entry(one)));
    timeline.firstPromoted = entry(json.path("first_promoted"));
    timeline.anchored = entry(json.path("anchored"));
    timeline.held = entry(json.path("held"));
    json.path("withdrawn").forEach(sha256 -> timeline.withdrawn.add(sha256.asText()));
    timeline.confirmed = ConfirmedVersions.of(json.path("confirmed"));
    timeline.mayBeUndone = json.path("may_be_undone").booleanValue();
    timeline.forgotten = json.path("forgotten").booleanValue();
    timeline.firstRefused = entry(json.path("first_refused"));
    timeline.lastRefused = json.path("last_refused").textValue();
    timeline.refusedCandidates = json.path("refused_candidates").intValue();
    return timeline;
  }

  private static JsonNode json(LedgerEntry entry) {
    return entry == null
        ? Json.MAPPER.nullNode()
        : entry.event().toJson().put("offset", entry.offset()).put("bytes", entry.bytes());
  }

  private static LedgerEntry entry(JsonNode json) {
    return json.isObject()
        ? new LedgerEntry(
            json.path("offset").longValue(),
            json.path("bytes").intValue(),
            LedgerEventReader.read(Json.line(json).getBytes(StandardCharsets.UTF_8)))
        : null;
  }
}
