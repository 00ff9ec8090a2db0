package ratchet.promote;

import java.util.List;
import ratchet.model.RatchetException;
import ratchet.promote.rollout.ModelOutcome;

/**
 * Workflow commands that show a run on the page of a GitHub workflow: an error for each model that
 * failed, a notice for each that went live.
 */
public final class GithubAnnotations {
  private GithubAnnotations() {}

  /** E.g. {@code ::error title=promote alpha::PROMOTE alpha=skipped reason=…%0Aalpha: refused…}. */
  public static List<String> of(PromoteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.state() != ModelOutcome.State.UNCHANGED)
        .map(outcome -> annotation(outcome, report.dryRun()))
        .toList();
  }

  private static String annotation(ModelOutcome outcome, boolean dryRun) {
    String level = outcome.failure().isPresent() ? "error" : "notice";
    String text =
        outcome.line(dryRun)
            + outcome.failure().map(RatchetException::getMessage).map(m -> "\n" + m).orElse("");
    return "::" + level + " title=promote " + outcome.model().id() + "::" + escape(text);
  }

  private static String escape(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }
}
