package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ratchet.gate.Check;
import ratchet.gate.CheckJson;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.promote.reload.ReloadReply;

/**
 * What became of one model.
 *
 * @param reason what decided, without spaces; empty for {@link State#UNCHANGED}
 * @param championSha256 what was live before
 * @param candidateSha256 what was judged; empty when it could not be read
 * @param liveSha256 what is live now
 * @param gates one per rule
 * @param reload the runtimes' replies for the candidate
 * @param restore their replies for the champion, when it was put back
 * @param failure why it is not all well; its kind decides the exit code
 * @param explanation of a refusal, for people; empty until somebody explained it
 */
public record ModelOutcome(
    ModelName model,
    State state,
    String reason,
    Optional<String> championSha256,
    Optional<String> candidateSha256,
    Optional<String> liveSha256,
    List<Check> gates,
    List<HookResult> hooks,
    List<ReloadReply> reload,
    List<ReloadReply> restore,
    Optional<RatchetException> failure,
    Optional<RefusalExplanation> explanation) {
  /** Where a model ends up. */
  public enum State {
    /** The candidate is live. */
    OK,
    /** It was live already. */
    UNCHANGED,
    /** It may not, or cannot, be promoted. */
    SKIPPED,
    /** It was live for a moment; a runtime did not confirm it, and the champion is back. */
    ROLLED_BACK,
    /** A rollback that did not work: what was live before it still is. */
    FAILED;

    /** As lines, JSON and metric labels spell it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ModelOutcome {
    reason = reason.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    gates = List.copyOf(gates);
    hooks = List.copyOf(hooks);
    reload = List.copyOf(reload);
    restore = List.copyOf(restore);
  }

  /** Without an explanation. */
  public ModelOutcome(
      ModelName model,
      State state,
      String reason,
      Optional<String> championSha256,
      Optional<String> candidateSha256,
      Optional<String> liveSha256,
      List<Check> gates,
      List<HookResult> hooks,
      List<ReloadReply> reload,
      List<ReloadReply> restore,
      Optional<RatchetException> failure) {
    this(
        model,
        state,
        reason,
        championSha256,
        candidateSha256,
        liveSha256,
        gates,
        hooks,
        reload,
        restore,
        failure,
        Optional.empty());
  }

  /** The same, explained. */
  public ModelOutcome explained(RefusalExplanation why) {
    return new ModelOutcome(
        model,
        state,
        reason,
        championSha256,
        candidateSha256,
        liveSha256,
        gates,
        hooks,
        reload,
        restore,
        failure,
        Optional.of(why));
  }

  /** The candidate did not come as far as the gates. */
  public static ModelOutcome untried(
      ModelName model, String reason, Optional<String> championSha256, RatchetException failure) {
    return malformed(model, reason, championSha256, List.of(), failure);
  }

  /**
   * The candidate's file does not load.
   *
   * @param gates those about the file
   */
  public static ModelOutcome malformed(
      ModelName model,
      String reason,
      Optional<String> championSha256,
      List<Check> gates,
      RatchetException failure) {
    return new ModelOutcome(
        model,
        State.SKIPPED,
        reason,
        championSha256,
        Optional.empty(),
        championSha256,
        gates,
        List.of(),
        List.of(),
        List.of(),
        Optional.of(failure));
  }

  /** E.g. {@code PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)}. */
  public String line(boolean dryRun) {
    return line("PROMOTE", dryRun);
  }

  /** The same for another command that ends in an outcome. */
  public String line(String verb, boolean dryRun) {
    String head = verb + " " + model.id() + "=" + (dryRun ? "would_" : "") + state.id();
    String because = " reason=" + reason;
    return switch (state) {
      case OK ->
          head
              + because
              + " reload="
              + reloadSummary()
              + " sha256="
              + Digest.abbreviate(candidateSha256.orElseThrow());
      case UNCHANGED -> reload.isEmpty() ? head : head + " reload=" + reloadSummary();
      case SKIPPED -> head + because;
      case ROLLED_BACK -> head + because + " reload=" + reloadSummary();
      case FAILED ->
          head
              + " still_live="
              + liveSha256.map(Digest::abbreviate).orElse("none")
              + because
              + (reload.isEmpty() ? "" : " reload=" + reloadSummary());
    };
  }

  /** The reply that matters most: a failure, else one that proves nothing, else any. */
  private String reloadSummary() {
    for (ReloadReply.Outcome worst :
        List.of(
            ReloadReply.Outcome.FAILED,
            ReloadReply.Outcome.UNVERIFIED,
            ReloadReply.Outcome.OK,
            ReloadReply.Outcome.SKIPPED)) {
      for (ReloadReply reply : reload) {
        if (reply.outcome() == worst) {
          // A line's fields are split at spaces; only "unverified" is a word of its own.
          return reply.outcome() == ReloadReply.Outcome.UNVERIFIED
              ? reply.summary()
              : reply.summary().replaceAll("\\s+", "_");
        }
      }
    }
    return "skipped(no_url)";
  }

  /** As {@code promote --json} shows it. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("model", model.id());
    json.put("state", state.id());
    json.put("reason", reason.isEmpty() ? null : reason);
    json.put("champion_sha256", championSha256.orElse(null));
    json.put("candidate_sha256", candidateSha256.orElse(null));
    json.put("live_sha256", liveSha256.orElse(null));
    json.set("gates", CheckJson.checks(gates));
    ArrayNode ran = json.putArray("hooks");
    hooks.forEach(hook -> ran.add(hook.toJson()));
    json.set("reload", ReloadReply.toJson(reload));
    json.set("restore", ReloadReply.toJson(restore));
    json.put("error", failure.map(RatchetException::getMessage).orElse(null));
    json.put("remedy", failure.map(RatchetException::remedy).orElse(null));
    json.set("explanation", explanation.map(RefusalExplanation::toJson).orElse(null));
    return json;
  }
}
