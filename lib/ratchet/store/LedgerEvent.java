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
 * <p>After every event for which {@link Kind#recordsLive()} is true, the alias of the model holds
 * {@code toSha256} ({@code null}: there is no alias). So a promotion that a runtime did not confirm
 * is two events: {@code reload_failed} from the champion to the candidate, then {@code rolled_back}
 * from the candidate to the champion. With {@code --keep-on-reload-failure} only the first is
 * written.
 *
 * @param at time by the clock of the machine, truncated to milliseconds; the order of events is the
 *     order of lines, because a clock may be set back
 * @param model {@code null} for an event of the ledger itself
 * @param fromSha256 the version that was live before; {@code null} when none was
 * @param toSha256 the version that is live now, or the candidate that was refused; may be {@code
 *     null}
 * @param reason one word for scripts, often with figures in brackets; may be {@code null}
 * @param gates what the gates measured, or {@code null}
 * @param hooks the results of backtest, ope and other hooks, or {@code null}
 * @param reload the runtimes' replies, or {@code null}
 * @param details an object with fields of this kind of event, or {@code null}: for a promotion
 *     {@code {"probation_seconds":86400,"anchor_when_confirmed":"…"}}, for a watch its measurements
 * @param created when the model {@code toSha256} was trained; {@code null} where that is not known
 * @param session what started the command, see {@link LedgerAuthor}; {@code null} in lines of older
 *     versions
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

  /** The kind of an event. */
  public enum Kind {
    PROMOTED,
    REFUSED,
    ROLLED_BACK,
    RELOAD_FAILED,
    RECOVERED,
    /** The anchor was set: the version that losses over several promotions are counted from. */
    ANCHORED,
    /** New outcomes showed that the live version is not worse than its margin allows. */
    CONFIRMED,
    /** New outcomes showed that the live version is worse; its predecessor was restored. */
    WATCH_ROLLED_BACK,
    /** The probation ended before outcomes decided. */
    WATCH_UNDECIDED,
    /** A runtime did not confirm a rollback; the version that was live before it was restored. */
    ROLLBACK_FAILED,
    /** Nothing is promoted for this model until it is released; {@code reason} says why. */
    HELD,
    /** The hold on this model was ended. */
    RELEASED;

    /** As the ledger spells it, e.g. {@code rolled_back}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@code to_sha256} is the version that is live after this event. */
    public boolean recordsLive() {
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

  /** An event without gates, hooks, replies and details; the {@code with} methods add them. */
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

  /** A copy with the results of the gates. */
  public LedgerEvent withGates(JsonNode value) {
    return with(value, hooks, reload, details, created, previous);
  }

  /** A copy with the results of the hooks. */
  public LedgerEvent withHooks(JsonNode value) {
    return with(gates, value, reload, details, created, previous);
  }

  /** A copy with the replies of the runtimes. */
  public LedgerEvent withReload(JsonNode value) {
    return with(gates, hooks, value, details, created, previous);
  }

  /**
   * Details of a promotion whose version is on probation.
   *
   * @param betterThanAnchor the reason for which the version becomes the anchor once it is
   *     confirmed; empty when it does not become the anchor
   */
  public static JsonNode probationDetails(Duration window, Optional<String> betterThanAnchor) {
    ObjectNode json = Json.MAPPER.createObjectNode().put(PROBATION_SECONDS, window.toSeconds());
    betterThanAnchor.ifPresent(why -> json.put(ANCHOR_WHEN_CONFIRMED, why));
    return json;
  }

  /** The reason for which the version becomes the anchor once confirmed; empty when it does not. */
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

  /** A copy with details. */
  public LedgerEvent withDetails(JsonNode value) {
    return with(gates, hooks, reload, value, created, previous);
  }

  /** A copy with the time at which {@code toSha256} was trained; {@code null} where unknown. */
  public LedgerEvent withCreated(Instant value) {
    return with(gates, hooks, reload, details, value, previous);
  }

  /**
   * The reason for people: {@link #reason}, how long the version is on probation, and what a watch
   * measured.
   */
  public String description() {
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

  /** Whether the alias was changed by something other than this toolkit. */
  public boolean isForeign() {
    return event == Kind.RECOVERED
        && (AliasStoreRecovery.CHANGED_OUTSIDE.equals(reason)
            || AliasStoreRecovery.MISSING.equals(reason)
            || AliasStoreRecovery.NEW_TO_LEDGER.equals(reason));
  }

  /** Whether a run was killed between a promotion's switch and its event, found by a later run. */
  public boolean isUnrecordedSwitch() {
    return event == Kind.RECOVERED && AliasStoreRecovery.SWITCH_NOT_RECORDED.equals(reason);
  }

  /** Whether a run was killed between a rollback's switch and its event, found by a later run. */
  public boolean isUnrecordedRollback() {
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

  /** The object of the ledger and of {@code history --json}; fields without a value are null. */
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

  /** The message for the user when opening the models folder appended this event. */
  public String recoveryMessage() {
    String subject = model == null ? "the ledger" : model.id();
    String advice =
        RUNTIMES_MAY_NOT_KNOW.contains(reason)
            ? "; its runtimes may still serve another version: run reload " + subject
            : "";
    return subject + ": the ledger now has " + reason + advice;
  }
}
