package ratchet.cli.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.model.Json;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.ModelOutcome;

/** What a rollback tells: a line per model, a line per runtime of a fleet, what to do next. */
public final class RollbackConsole {
  private RollbackConsole() {}

  /** E.g. {@code ROLLBACK fillnet=failed still_live=1a2b3c4d5e6f reason=reload_not_confirmed}. */
  public static ExitCode tell(ModelOutcome outcome, boolean dryRun, Console console) {
    console.result(outcome.line("ROLLBACK", dryRun));
    if (outcome.reload().size() > 1) {
      for (ReloadReply reply : outcome.reload()) {
        console.say("  " + reply.url() + " " + reply.summary());
      }
    }
    outcome
        .failure()
        .ifPresent(failure -> console.warn(failure.getMessage() + "; " + failure.remedy()));
    return outcome.failure().map(ExitCode::of).orElse(ExitCode.DONE);
  }

  /** The fields of one model; of several also {@code models:[…]}. */
  public static ObjectNode document(List<ModelOutcome> outcomes) {
    if (outcomes.size() == 1) {
      return outcomes.get(0).toJson();
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode models = fields.putArray("models");
    outcomes.forEach(outcome -> models.add(outcome.toJson()));
    return fields;
  }

  public static void next(
      List<ModelOutcome> outcomes, boolean held, boolean dryRun, Console console) {
    for (ModelOutcome outcome : outcomes) {
      String model = outcome.model().id();
      if (dryRun && outcome.state() == ModelOutcome.State.OK) {
        console.next("rollback " + model, "do it; --hold REASON also stops promotions");
        continue;
      }
      if (outcome.state() == ModelOutcome.State.OK && !held) {
        console.say(
            model
                + " is not on hold: the version that was rolled back is not promoted again, but the"
                + " next promote may make another candidate live");
        console.next("hold " + model + " --reason TEXT", "promote nothing until it is released");
      }
      console.next("history --model " + model, "what was live, and what it can go back to");
    }
  }
}
