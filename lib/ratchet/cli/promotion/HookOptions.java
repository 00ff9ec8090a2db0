package ratchet.cli.promotion;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import ratchet.backtest.BacktestRules;
import ratchet.cli.Console;
import ratchet.cli.DatabaseOptions;
import ratchet.cli.Settings;
import ratchet.logs.LogFiles;
import ratchet.ope.OpeRules;
import ratchet.promote.hook.BacktestHook;
import ratchet.promote.hook.CommandHook;
import ratchet.promote.hook.OpeHook;
import ratchet.promote.hook.PromotionHook;

/** The options of the hooks. */
public final class HookOptions {
  @Option(
      names = "--backtest-command",
      paramLabel = "COMMAND",
      description =
          "Backtest that must exit 0 (env PROMOTE_BACKTEST_COMMAND; else the script `backtest` of"
              + " a package.json here; else the built-in one, if the database has decisions). It"
              + " reads the candidate's path from <MODEL>_MODEL_PATH.")
  private String backtest;

  @Option(
      names = "--ope-command",
      paramLabel = "COMMAND",
      description = "As --backtest-command, for `ope` (env PROMOTE_OPE_COMMAND).")
  private String ope;

  @Option(
      names = "--hook-timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      description =
          "A hook that runs longer is killed with every process that it started, and refuses the"
              + " model (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--no-built-in-hooks",
      description = "Do not run the built-in backtest and ope; commands that you name still run.")
  private boolean withoutBuiltIn;

  /**
   * The hooks, backtest first: each is the configured command, else the built-in one.
   *
   * @param database passed to commands in every variable of {@link DatabaseOptions#VARIABLES}:
   *     several files as a list, separated as in {@code PATH}
   * @throws ratchet.model.InputException for a command or package.json that cannot be read
   */
  public List<PromotionHook> hooks(LogFiles database, Console console) {
    return Stream.of(
            find("backtest", backtest)
                .map(command -> hook(command, database, console))
                .or(() -> builtIn(new BacktestHook(database, BacktestRules.standard()))),
            find("ope", ope)
                .map(command -> hook(command, database, console))
                .or(() -> builtIn(new OpeHook(database, OpeRules.standard()))))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<PromotionHook> builtIn(PromotionHook hook) {
    return withoutBuiltIn ? Optional.empty() : Optional.of(hook);
  }

  private static Optional<CommandHook> find(String name, String option) {
    return CommandHook.find(
        name,
        Optional.ofNullable(option),
        Settings.here().environment(),
        Path.of("").toAbsolutePath());
  }

  private PromotionHook hook(CommandHook named, LogFiles database, Console console) {
    CommandHook command =
        named.withVariables(
            DatabaseOptions.VARIABLES.stream()
                .collect(Collectors.toMap(name -> name, name -> database.setting())));
    return (candidate, models) -> {
      List<String> arguments = command.arguments(candidate, LocalDate.now(Clock.systemUTC()));
      console.say(
          candidate.id()
              + ": "
              + command.name()
              + " runs "
              + String.join(" ", command.words())
              + " "
              + String.join(" ", arguments));
      return command.run(arguments, models.promoted(), timeout);
    };
  }
}
