package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import ratchet.model.Json;
import ratchet.model.ModelName;

/**
 * One line of {@code ledger.jsonl}.
 *
 * <p>One rule says what is live: after every event whose kind {@link Kind#tellsLive()} the alias of
 * the model holds {@code toSha256} ({@code null}: there is no alias). So a promotion that a runtime
 * did not confirm is two events: {@code reload_failed} from the champion to the candidate, then
 * {@code rolled_back} from the candidate to the champion; kept in spite of it ({@code
 * --keep-on-reload-failure}) it is the first alone.
 *
 * @param at when, by the clock of the machine; cut to milliseconds. The order of events is the
 *     order of lines, not of clocks.
 * @param model {@code null} for an event of the ledger itself
 * @param fromSha256 what was live before; {@code null} when nothing was
 * @param toSha256 what is live now; for a refusal the candidate that was refused; may be {@code
 *     null}
 * @param gates what the gates measured, or {@code null}
 * @param hooks what backtest and ope said, or {@code null}
 * @param reload the runtimes' replies, or {@code null}
 * @param details an object of what only this kind of event has, or {@code null}: of a promotion
 *     {@code {"probation_seconds":86400,"anchor_when_confirmed":"…"}}, of a watch what it measured
 * @param created when the model {@code toSha256} was trained; {@code null} where that is not known
 * @param session what started the command, as {@link LedgerAuthor} spells it; {@code null} in lines
 *     of older versions
 * @param previous SHA-256 of the line before (its bytes without the newline), {@code null} in the
 *     first line; {@link Ledger#append} fills it in
 */
public record LedgerEvent(
    Instant at,
    Kind event,
    ModelName model,
    String fromSha256,
    String toSha256,
    String reason,
    String user,
    String host,
    String command,
    JsonNode gates,
    JsonNode hooks,
    JsonNode reload,
    JsonNode details,
    Instant created,
    String session,
    String previous) {
  private static final String PROBATION_SECONDS = "probation_seconds";
  private static final String DETAIL = "detail";
  private static final Set<String> RUNTIMES_MAY_NOT_KNOW =
      Set.of(
          AliasStoreRecovery.SWITCH_NOT_RECORDED,
          SwitchIntentRecovery.ROLLBACK_NOT_RECORDED,
          SwitchIntentRecovery.TOGETHER_UNDONE);
  private static final String ANCHOR_WHEN_CONFIRMED = "anchor_when_confirmed";

  /** What happened. */
  public enum Kind {
    PROMOTED,
    REFUSED,
    ROLLED_BACK,
    RELOAD_FAILED,
    RECOVERED,
    /** The version that losses are counted from was set. */
    ANCHORED,
    /** New outcomes showed that the live version is not worse than its margin allows. */
    CONFIRMED,
    /** New outcomes showed that the live version is worse; the former one went back. */
    WATCH_ROLLED_BACK,
    /** The time of probation ended before outcomes decided. */
    WATCH_UNDECIDED,
    /** A rollback was not confirmed by a runtime, and what was live before it went back. */
    ROLLBACK_FAILED,
    /** Nothing is promoted for this model until it is released; {@code reason} says why. */
    HELD,
    /** Promotions of this model go on. */
    RELEASED;

    /** As the ledger spells it, e.g. {@code rolled_back}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@code to_sha256} says what is live afterwards. */
    public boolean tellsLive() {
      return switch (this) {
        case PROMOTED, ROLLED_BACK, RELOAD_FAILED, RECOVERED, WATCH_ROLLED_BACK, ROLLBACK_FAILED ->
            true;
        case REFUSED, ANCHORED, CONFIRMED, WATCH_UNDECIDED, HELD, RELEASED -> false;
      };
    }
  }

  public LedgerEvent {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** An event without gates, hooks, replies; add them with the {@code with} methods. */
  public static LedgerEvent of(
      Instant at,
      Kind event,
      ModelName model,
      String fromSha256,
      String toSha256,
      String reason,
      LedgerAuthor author) {
    return new LedgerEvent(
        at,
        event,
        model,
        fromSha256,
        toSha256,
        reason,
        author.user(),
        author.host(),
        author.command(),
        null,
        null,
        null,
        null,
        null,
        author.session(),
        null);
  }

  public LedgerEvent withGates(JsonNode value) {
    return with(value, hooks, reload, details, created, previous);
  }

  public LedgerEvent withHooks(JsonNode value) {
    return with(gates, value, reload, details, created, previous);
  }

  public LedgerEvent withReload(JsonNode value) {
    return with(gates, hooks, value, details, created, previous);
  }

  /** Details of a promotion whose version is on probation. */
  public static JsonNode probationDetails(Duration window) {
    return probationDetails(window, Optional.empty());
  }

  /**
   * @param betterThanAnchor why the version becomes the anchor once it is confirmed
   */
  public static JsonNode probationDetails(Duration window, Optional<String> betterThanAnchor) {
    ObjectNode json = Json.MAPPER.createObjectNode().put(PROBATION_SECONDS, window.toSeconds());
    betterThanAnchor.ifPresent(why -> json.put(ANCHOR_WHEN_CONFIRMED, why));
    return json;
  }

  /** Why the promoted version becomes the anchor once it is confirmed; empty when it does not. */
  public Optional<String> anchorWhenConfirmed() {
    return Optional.ofNullable(details)
        .map(object -> object.path(ANCHOR_WHEN_CONFIRMED).textValue());
  }

  /** How long the promoted version is on probation; empty when the promotion does not say. */
  public Optional<Duration> probation() {
    return Optional.ofNullable(details)
        .map(object -> object.path(PROBATION_SECONDS))
        .filter(JsonNode::isIntegralNumber)
        .map(seconds -> Duration.ofSeconds(seconds.longValue()));
  }

  public LedgerEvent withDetails(JsonNode value) {
    return with(gates, hooks, reload, value, created, previous);
  }

  /** With the time at which the model {@code toSha256} was trained; {@code null} where unknown. */
  public LedgerEvent withCreated(Instant value) {
    return with(gates, hooks, reload, details, value, previous);
  }

  /**
   * Why, for people: the reason, how long the version is on probation, and what a watch measured.
   */
  public String words() {
    String why = reason == null ? "" : reason;
    String measured = details == null ? "" : details.path(DETAIL).asText();
    return why
        + probation()
            .map(window -> (why.isEmpty() ? "" : ", ") + "on probation for " + time(window))
            .orElse("")
        + (measured.isEmpty() ? "" : (why.isEmpty() ? "" : ": ") + measured);
  }

  private static String time(Duration window) {
    long seconds = window.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }

  /** Whether somebody else changed the alias, and this account only noticed it. */
  public boolean isForeign() {
    return event == Kind.RECOVERED
        && (AliasStoreRecovery.CHANGED_OUTSIDE.equals(reason)
            || AliasStoreRecovery.MISSING.equals(reason)
            || AliasStoreRecovery.NEW_TO_LEDGER.equals(reason));
  }

  /** Whether a run that switched ended before the ledger had it, and the next run noticed it. */
  public boolean isCutOff() {
    return event == Kind.RECOVERED && AliasStoreRecovery.SWITCH_NOT_RECORDED.equals(reason);
  }

  /** The same of a rollback. */
  public boolean isCutOffRollback() {
    return event == Kind.RECOVERED && SwitchIntentRecovery.ROLLBACK_NOT_RECORDED.equals(reason);
  }

  /** Without gates, hooks, replies and details. */
  LedgerEvent withoutTrees() {
    return withGates(null).withHooks(null).withReload(null).withDetails(null);
  }

  LedgerEvent withPrevious(String value) {
    return with(gates, hooks, reload, details, created, value);
  }

  /** A copy with other parts; the one place that lists every component. */
  private LedgerEvent with(
      JsonNode newGates,
      JsonNode newHooks,
      JsonNode newReload,
      JsonNode newDetails,
      Instant newCreated,
      String newPrevious) {
    return new LedgerEvent(
        at,
        event,
        model,
        fromSha256,
        toSha256,
        reason,
        user,
        host,
        command,
        newGates,
        newHooks,
        newReload,
        newDetails,
        newCreated,
        session,
        newPrevious);
  }

  /** The object that the ledger and {@code history --json} show; every field is there. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("at", at.toString());
    json.put("event", event.id());
    json.put("model", model == null ? null : model.id());
    json.put("from_sha256", fromSha256);
    json.put("to_sha256", toSha256);
    json.put("reason", reason);
    json.put("user", user);
    json.put("host", host);
    json.put("command", command);
    json.set("gates", gates);
    json.set("hooks", hooks);
    json.set("reload", reload);
    json.set("details", details);
    json.put("created", created == null ? null : created.toString());
    json.put("session", session);
    json.put("previous", previous);
    return json;
  }

  /** The message for the user when opening the models folder entered this event. */
  public String recoveryMessage() {
    String subject = model == null ? "the ledger" : model.id();
    String advice =
        RUNTIMES_MAY_NOT_KNOW.contains(reason)
            ? "; its runtimes may not know yet: run reload " + subject
            : "";
    return subject + ": the ledger now has " + reason + advice;
  }
}
