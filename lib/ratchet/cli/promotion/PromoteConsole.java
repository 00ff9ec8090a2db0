package ratchet.cli.promotion;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.gate.Check;
import ratchet.model.RatchetException;
import ratchet.promote.PromoteReport;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.target.StoppedRuntime;

/**
 * Prints a promotion while it runs: one line per model as soon as it is finished, and the reason.
 */
public final class PromoteConsole implements PromotionListener {
  private final Console console;
  private final boolean dryRun;
  private final boolean verbose;

  /**
   * Prints to this console.
   *
   * @param verbose whether every check of the gates is shown too
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

  /**
   * The explanation: one line, or three after a refusal by a hook, with the command for its output.
   */
  private String words(ModelOutcome outcome, RatchetException failure) {
    if (outcome.explanation().isPresent()
        && outcome.hooks().stream().allMatch(HookResult::passed)) {
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
        + "\nmore of its output: "
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

  /** The largest exit code of the models. */
  public static ExitCode exit(PromoteReport report) {
    return report.failures().stream().map(ExitCode::of).reduce(ExitCode.DONE, ExitCode::or);
  }

  /** Prints which command to run next, by the outcome. */
  public void next(PromoteReport report) {
    ExitCode exit = exit(report);
    if (exit == ExitCode.DONE) {
      if (dryRun) {
        console.next("promote", "promote them");
      } else {
        console.next("history", "who is live, since when, and why");
      }
    } else if (exit == ExitCode.UNCONFIRMED) {
      nextAfterNoConfirmation(failed(report, exit));
    } else if (exit == ExitCode.REFUSED) {
      nextAfterRefusal(failed(report, exit));
    } else {
      failed(report, exit).stream().findFirst().ifPresent(this::nextAfterBadInput);
    }
  }

  private static List<ModelOutcome> failed(PromoteReport report, ExitCode exit) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.failure().map(ExitCode::of).equals(Optional.of(exit)))
        .toList();
  }

  private void nextAfterNoConfirmation(List<ModelOutcome> unconfirmed) {
    List<String> stopped =
        unconfirmed.stream()
            .flatMap(one -> StoppedRuntime.start(one.model(), asked(one)).stream())
            .distinct()
            .toList();
    stopped.forEach(serve -> console.next(serve, StoppedRuntime.HOW));
    if (stopped.isEmpty() && unconfirmed.stream().anyMatch(one -> one.liveSha256().isPresent())) {
      console.next("reload" + names(unconfirmed), "check which versions the runtimes serve");
    } else {
      console.next("promote" + names(unconfirmed), "run again, once a runtime reads these aliases");
    }
  }

  private static List<URI> asked(ModelOutcome outcome) {
    return outcome.reload().stream()
        .map(ReloadReply::url)
        .filter(Objects::nonNull)
        .map(URI::create)
        .toList();
  }

  private static String names(List<ModelOutcome> outcomes) {
    return outcomes.stream().map(one -> " " + one.model().id()).collect(Collectors.joining());
  }

  private void nextAfterRefusal(List<ModelOutcome> refused) {
    for (ModelOutcome outcome : refused) {
      String model = outcome.model().id();
      if (outcome.reason().equals("live_file_unreadable")) {
        console.next("rollback " + model, "restore a version that loads");
        return;
      }
      if (outcome.reason().startsWith("held_by")) {
        console.next(
            "hold " + model + " --release", "end the hold, when its reason no longer applies");
        return;
      }
      if (outcome.reason().startsWith("rolled_back_before")) {
        console.next("train_" + model, "another candidate");
        return;
      }
      if (outcome.hooks().stream().anyMatch(hook -> !hook.passed())) {
        console.next(
            "history --model " + model + " --verbose", "the results of each rule and hook");
        return;
      }
    }
    console.next("promote --explain-gates" + names(refused), "the rules that refused");
  }

  private void nextAfterBadInput(ModelOutcome failed) {
    if (failed.reason().equals("candidate_changed")) {
      console.next("promote", "once the trainer is done");
    } else if (failed.reason().startsWith("candidate_")) {
      console.next("train_" + failed.model().id(), "write a candidate that can be evaluated");
    } else if (failed.reason().startsWith("evidence_")) {
      console.next("check_training_data", "what is wrong with the database");
    } else {
      console.next("history", "what is live now");
    }
  }
}
