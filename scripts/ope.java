///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.evaluation.java
//SOURCES ../lib/cli.page.java
//SOURCES ../lib/ope.java
//SOURCES ../lib/report.page.java
//SOURCES ../lib/store.java
//DESCRIPTION Off-policy evaluation: what another policy would have earned, and whether the log can tell at all

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.evaluation.WindowOptions;
import ratchet.cli.page.PageOptions;
import ratchet.ope.LoggedPolicy;
import ratchet.ope.Ope;
import ratchet.ope.OpeRules;
import ratchet.ope.PolicyLogFile;
import ratchet.report.page.OpeSection;
import ratchet.store.AtomicFile;

@Command(
    name = "ope",
    description = {
      "Estimates from a log of randomly drawn decisions what a target policy would have earned:"
          + " IPS, SNIPS, DM, DR, SNDR, Switch-DR and DRos, each with its standard error and a 95"
          + " %% interval (mints as clusters), and the difference from the logged policy and from"
          + " production's.",
      "Exit 3 when the log does not support an estimate (too few decisions, a small effective"
          + " sample size, weights with a heavy tail, propensities that were not used for drawing)"
          + " or when the target is below its floor."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ope --policy fee --target greedy",
      "  ope --policy fee --candidate models/fillnet_v2.json   the fees FillNet would choose",
      "  ope --policy fee --candidate models/fillnet_v2.json --champion models/fillnet.json",
      "  ope --policy sizing --from 2026-01-01 --json",
      "  ope --policy fee --target uniform --out log.csv && ope --log log.csv"
    })
final class OpeCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private LogOptions database;
  @Mixin private WindowOptions window;
  @Mixin private PageOptions page;
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the decisions come from. */
  static final class Source {
    @Option(
        names = "--policy",
        paramLabel = "POLICY",
        description = "Decisions of the database: ${COMPLETION-CANDIDATES}.")
    private LoggedPolicy policy;

    @Option(
        names = "--log",
        paramLabel = "FILE.csv",
        description =
            "Any decision log: reward,propensity,target_probability, and optionally"
                + " baseline_logged,baseline_target,segment,cluster,time.")
    private Path log;
  }

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description =
          "With --policy, the policy to evaluate: logged, uniform, greedy (on the logged scores),"
              + " model (greedy on --candidate), or a CSV file decision,arm,probability (default:"
              + " model where there is a candidate for it, else logged).")
  private String target;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      defaultValue = "${env:FILLNET_MODEL_PATH}",
      description = "FillNet file for --policy fee (env FILLNET_MODEL_PATH).")
  private Path candidate;

  @Option(
      names = "--champion",
      paramLabel = "FILE",
      description =
          "Production's FillNet file, for --policy fee: the target must also reach the floors"
              + " relative to its fees.")
  private Path champion;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Requirements and floors to use instead of the built-in ones.")
  private Path rules;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Accepted and ignored: nothing is drawn at random here.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Write the joined log of --policy in the form that --log reads.")
  private Path out;

  public static void main(String... args) {
    System.exit(Cli.execute(new OpeCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    OpeRules gateRules = OpeRules.load(Optional.ofNullable(rules));
    page.check();
    if (out != null) {
      AtomicFile.requireNoDocument(out);
    }
    Ope.Result answer = evaluate(gateRules);
    if (out != null) {
      PolicyLogFile.write(answer.log(), out);
      console.say("wrote " + out);
    }
    page.write(
        "off-policy evaluation",
        source.log == null ? database.files() : source.log,
        OpeSection.of(List.of(answer.json())),
        console);
    ExitCode exit = answer.passed() ? ExitCode.DONE : ExitCode.REFUSED;
    answer.lines().forEach(console::result);
    console.document("ope", exit, answer.json());
    if (answer.passed()) {
      console.next("backtest", "what the models would have earned on the logged window");
    } else {
      console.next("check_training_data", "the logged decisions and what is missing");
    }
    return exit;
  }

  private Ope.Result evaluate(OpeRules gateRules) {
    if (champion != null && source.policy != LoggedPolicy.FEE) {
      throw new ParameterException(spec.commandLine(), "--champion requires --policy fee");
    }
    Ope ope = new Ope(gateRules);
    return source.log != null
        ? ope.ofLog(source.log)
        : ope.ofPolicy(
            source.policy,
            database.files(),
            window.all(),
            Ope.target(source.policy, Optional.ofNullable(target), Optional.ofNullable(candidate)),
            Optional.ofNullable(champion).map(Ope::champion));
  }
}
