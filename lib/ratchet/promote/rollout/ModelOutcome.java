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
 * The outcome of a promotion, rollback or watch for one model.
 *
 * @param reason one word for scripts; empty for {@link State#UNCHANGED}
 * @param championSha256 the version that was live before; empty when none was
 * @param candidateSha256 the version that was evaluated or restored; empty when it could not be
 *     read
 * @param liveSha256 the version that is live now; empty when none is
 * @param gates one per rule
 * @param hooks one per hook that ran
 * @param reload the runtimes' replies for the candidate
 * @param restore their replies for the champion, when it was restored
 * @param failure what went wrong; its class decides the exit code; empty when nothing did
 * @param explanation of a refusal, for people; empty for other outcomes
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
  /** The state in which a model ends. */
  public enum State {
    /** The candidate is live. */
    OK,
    /** The candidate was live already. */
    UNCHANGED,
    /** The candidate was refused, or could not be promoted. */
    SKIPPED,
    /** A runtime did not confirm the candidate, and the champion is live again. */
    ROLLED_BACK,
    /** Only of a rollback: it failed, and the version before is still live. */
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

  /** A copy with an explanation. */
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

  /** The outcome of a candidate that could not be evaluated. */
  public static ModelOutcome untried(
      ModelName model, String reason, Optional<String> championSha256, RatchetException failure) {
    return malformed(model, reason, championSha256, List.of(), failure);
  }

  /**
   * The outcome of a candidate whose file does not load.
   *
   * @param gates the results of the gates about the file
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
        Optional.of(failure),
        Optional.empty());
  }

  /** E.g. {@code PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)}. */
  public String line(boolean dryRun) {
    return line("PROMOTE", dryRun);
  }

  /** As {@link #line(boolean)}, with the word of another command, e.g. {@code ROLLBACK}. */
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

  /** The reply that matters most: a failed one, else an unverified one, else any. */
  private String reloadSummary() {
    for (ReloadReply.Outcome worst :
        List.of(
            ReloadReply.Outcome.FAILED,
            ReloadReply.Outcome.UNVERIFIED,
            ReloadReply.Outcome.OK,
            ReloadReply.Outcome.SKIPPED)) {
      for (ReloadReply reply : reload) {
        if (reply.outcome() == worst) {
          // fields of a line are separated by spaces; only "unverified" may follow one
          return reply.outcome() == ReloadReply.Outcome.UNVERIFIED
              ? reply.summary()
              : reply.summary().replaceAll("\\s+", "_");
        }
      }
    }
    return "skipped(no_url)";
  }

  /** The object of this model in {@code promote --json}. */
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
