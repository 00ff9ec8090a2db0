package ratchet.cli.promotion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.gate.Check;
import ratchet.model.RatchetException;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.CommandHookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;

/**
 * Prints a promotion while it runs: one line per model as soon as it is decided, and the reason.
 */
public final class PromoteConsole implements PromotionListener {
  private final Console console;
  private final boolean dryRun;
  private final boolean verbose;

  /**
   * @param verbose every check of the gates is shown too
   */
  public PromoteConsole(Console console, boolean dryRun, boolean verbose) {
    this.console = console;
    this.dryRun = dryRun;
    this.verbose = verbose;
  }

  @Override
  public void warning(String text) {
    console.warn(text);
  }

  @Override
  public void finished(ModelOutcome outcome) {
    console.result(outcome.line(dryRun));
    if (verbose) {
      outcome.gates().forEach(check -> show(check, "  "));
    }
    outcome.failure().ifPresent(failure -> console.warn(words(outcome, failure)));
  }

  /** One line; three where a hook refused, whose output is longer than what is shown of it. */
  private String words(ModelOutcome outcome, RatchetException failure) {
    if (outcome.explanation().isPresent()
        && outcome.hooks().stream().allMatch(CommandHookResult::passed)) {
      return outcome.explanation().get().text();
    }
    boolean byHook = outcome.hooks().stream().anyMatch(hook -> !hook.passed());
    if (!byHook) {
      return failure.getMessage() + "; remedy: " + failure.remedy();
    }
    String model = outcome.model().id();
    String whole =
        dryRun ? "promote " + model + " --dry-run --json" : "history --model " + model + " --json";
    return failure.getMessage()
        + "\nremedy: "
        + failure.remedy()
        + "\nits whole output: "
        + console.runnable(whole);
  }

  private void show(Check check, String indent) {
    console.say(indent + word(check) + check.sentence());
    check.parts().forEach(part -> show(part, indent + "  "));
  }

  private static String word(Check check) {
    if (check.isIdle()) {
      return "        ";
    }
    return check.passed() ? "passed  " : "refused ";
  }

  /** The largest exit code among the models'. */
  public static ExitCode exit(PromoteReport report) {
    return report.failures().stream().map(ExitCode::of).reduce(ExitCode.DONE, ExitCode::or);
  }

  /** What to run next, by what happened. */
  public void next(PromoteReport report) {
    ExitCode exit = exit(report);
    if (exit == ExitCode.DONE) {
      if (dryRun) {
        console.next("promote", "do it");
      } else {
        console.next("history", "who is live, since when, and why");
      }
    } else if (exit == ExitCode.UNCONFIRMED) {
      console.next("reload", "ask the runtimes what they serve");
    } else if (exit == ExitCode.REFUSED) {
      nextAfterRefusal(
          report.outcomes().stream().filter(one -> one.failure().isPresent()).toList());
    } else {
      report.outcomes().stream()
          .filter(outcome -> outcome.failure().map(ExitCode::of).equals(Optional.of(exit)))
          .findFirst()
          .ifPresent(this::nextAfterBadInput);
    }
  }

  private void nextAfterRefusal(List<ModelOutcome> refused) {
    for (ModelOutcome outcome : refused) {
      String model = outcome.model().id();
      if (outcome.reason().equals("live_file_unreadable")) {
        console.next("rollback " + model, "the version before, which loads");
        return;
      }
      if (outcome.reason().startsWith("held_by")) {
        console.next(
            "hold " + model + " --release", "let promotions go on, when the reason is gone");
        return;
      }
    }
    String models =
        refused.stream().map(one -> " " + one.model().id()).collect(Collectors.joining());
    console.next("promote --explain-gates" + models, "the rules that refused");
  }

  private void nextAfterBadInput(ModelOutcome failed) {
    if (failed.reason().equals("candidate_changed")) {
      console.next("promote", "once the trainer is done");
    } else if (failed.reason().startsWith("candidate_")) {
      console.next("train_" + failed.model().id(), "write a candidate that can be judged");
    } else if (failed.reason().startsWith("evidence_")) {
      console.next("check_training_data", "what is wrong with the database");
    } else {
      console.next("history", "what is live now");
    }
  }
}
