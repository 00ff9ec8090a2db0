package ratchet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.model.Toolkit;

/**
 * Runs one command: parses the command line, calls the command, and turns results and exceptions
 * into output and an exit code.
 *
 * <p>A script's {@code main} is {@code System.exit(Cli.execute(new TrainAlpha(), args))}.
 */
public final class Cli {
  private static final String COMPLETION = "--generate-completion";

  /** The end of picocli's message for a number, which names a Java type. */
  private static final Pattern NO_NUMBER = Pattern.compile("is not an? (double|int|long)$");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");

  /** A command in a sentence; commands whose names are also plain words are not matched. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(^|[ :])((?:seed|check)_training_data|train_(?:alpha|fillnet|rugguard|survival))\\b");

  private Cli() {}

  /** Runs on the process's own stdout and stderr. */
  public static int execute(Callable<ExitCode> command, String... args) {
    return execute(command, Terminal.STDOUT, Terminal.STDERR, args);
  }

  /** Runs on the given writers: how tests call a script. */
  public static int execute(
      Callable<ExitCode> command, PrintWriter out, PrintWriter err, String... args) {
    CommandLine commandLine = commandLine(command).setOut(out).setErr(err);
    if (out != Terminal.STDOUT) {
      commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
    if (Arrays.asList(args).contains(COMPLETION)) {
      out.println(AutoComplete.bash(commandLine.getCommandName(), commandLine));
      return delivered(ExitCode.DONE.code(), commandLine);
    }
    RunRecords records = new RunRecords(commandLine, args);
    commandLine
        .setExecutionStrategy(
            parsed -> {
              if (!parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
                records.begin();
              }
              return run(parsed);
            })
        .setParameterExceptionHandler(
            (failure, words) -> {
              records.misused();
              return usage(failure, words);
            });
    return records.end(delivered(commandLine.execute(args), commandLine));
  }

  /** A result that could not be written to stdout is a failure, whatever the command did. */
  private static int delivered(int exit, CommandLine line) {
    PrintWriter out = line.getOut();
    if (!out.checkError()) { // which flushes it first
      return exit;
    }
    String why = out == Terminal.STDOUT ? Terminal.lostOutput().orElse("") : "";
    line.getErr()
        .println(
            line.getCommandName()
                + ": the result could not be written to stdout"
                + (why.isEmpty() ? "" : ": " + why)
                + "; everything else that the command did is done");
    line.getErr().flush();
    return Math.max(exit, ExitCode.BUG.code());
  }

  /** The parser of a command; its reference is generated from it too. */
  static CommandLine commandLine(Callable<ExitCode> command) {
    CommandLine commandLine = new CommandLine(command);
    commandLine
        .getCommandSpec()
        .versionProvider(() -> new String[] {Toolkit.NAME + " " + Toolkit.VERSION})
        .mixinStandardHelpOptions(true)
        .addOption(
            OptionSpec.builder(COMPLETION)
                .description("Print a completion script for bash and zsh, and exit.")
                .build());
    commandLine.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    commandLine.getCommandSpec().usageMessage().exitCodeList(exitCodes());
    ValueConverters.registerAll(commandLine);
    return commandLine
        .registerConverter(ModelName.class, new ModelNameConverter())
        .setDefaultValueProvider(Cli::fromSettings)
        .setExitCodeExceptionMapper(failure -> ExitCode.of(failure).code())
        .setExecutionStrategy(Cli::run)
        .setParameterExceptionHandler(Cli::usage)
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    Arrays.stream(ExitCode.values()).forEach(exit -> codes.put(" " + exit.code(), exit.meaning()));
    return codes;
  }

  private static int run(CommandLine.ParseResult parsed) {
    Integer helpExitCode = CommandLine.executeHelpRequest(parsed);
    if (helpExitCode != null) {
      return helpExitCode;
    }
    CommandLine line = parsed.commandSpec().commandLine();
    if (isSet(line, "--verbose")) {
      locations(line.getCommandSpec()).forEach(line.getErr()::println);
      line.getErr().flush();
    }
    try {
      Callable<ExitCode> command = line.getCommand();
      return command.call().code();
    } catch (CommandLine.ParameterException e) {
      throw e;
    } catch (Throwable e) { // an Error too: no stack trace without --verbose
      throw new CommandLine.ExecutionException(line, "failed", e);
    }
  }

  /** The values that the command uses for files and runtimes, and where each comes from. */
  private static List<String> locations(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (CommandSpec mixin : spec.mixins().values()) {
      if (mixin.userObject() instanceof Settings.Located locations) {
        lines.addAll(locations.locations());
      }
      lines.addAll(locations(mixin));
    }
    return lines;
  }

  /** The default {@code ${env:NAME}} of an option, looked up in the settings. */
  private static String fromSettings(ArgSpec option) {
    String text = option.defaultValue();
    Matcher variable = VARIABLE.matcher(text == null ? "" : text);
    return variable.matches()
        ? Settings.here().find(List.of(variable.group(1))).map(Settings.Value::text).orElse(null)
        : null;
  }

  private static String message(CommandLine.ParameterException failure) {
    String message =
        failure instanceof UnmatchedArgumentException unmatched
            ? ModelNameConverter.problem(unmatched).orElse(failure.getMessage())
            : failure.getMessage();
    return NO_NUMBER.matcher(message).replaceFirst("is no number");
  }

  private static int usage(CommandLine.ParameterException failure, String[] args) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    String message = message(failure);
    err.println(line.getCommandName() + ": " + Console.oneMessage(message));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("try: " + invocation(line, line.getCommandName()) + " --help");
    err.flush();
    if (Arrays.asList(args).contains("--json")) {
      console(line, true)
          .document(line.getCommandName(), ExitCode.USAGE, error(message, "see --help"));
    }
    return ExitCode.USAGE.code();
  }

  /** The command as the user can run it; on other writers, as in tests, only its name. */
  static String invocation(CommandLine line, String alias) {
    return line.getErr() == Terminal.STDERR
        ? new Invocation(System.getenv(), Path.of("")).of(alias)
        : alias;
  }

  private static int failed(Exception failure, CommandLine line) {
    Throwable cause =
        failure instanceof CommandLine.ExecutionException ? failure.getCause() : failure;
    ExitCode exit = ExitCode.of(cause);
    PrintWriter err = line.getErr();
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String remedy;
    if (cause instanceof RatchetException known) {
      remedy = known.remedy();
      err.println(line.getCommandName() + ": " + Console.oneMessage(message));
    } else {
      remedy = "run again with --verbose, and report its output as an issue of this repository";
      err.println(
          line.getCommandName() + ": unexpected failure: " + Console.oneMessage(cause.toString()));
    }
    if (!remedy.isEmpty()) {
      err.println("remedy: " + Console.oneMessage(runnable(remedy, line)));
    }
    if (isSet(line, "--verbose")) {
      StringWriter trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.println(Console.oneMessage(trace.toString().stripTrailing()));
    }
    err.flush();
    Console console = console(line, isSet(line, "--json"));
    console.annotate(
        new Annotation(
            Annotation.Level.ERROR,
            line.getCommandName(),
            remedy.isEmpty() ? message : message + "\nremedy: " + remedy));
    ObjectNode fields = error(message, remedy);
    if (cause instanceof RefusalException refusal) {
      fields.put("reason", refusal.reason());
      refusal.fields().forEach(fields::put);
    }
    console.document(line.getCommandName(), exit, fields);
    return exit.code();
  }

  /** The sentence with its commands written so that they can be run as printed. */
  private static String runnable(String sentence, CommandLine line) {
    return COMMAND
        .matcher(sentence)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1) + invocation(line, found.group(2))));
  }

  private static Console console(CommandLine line, boolean json) {
    return new Console(line.getOut(), line.getErr(), json, false);
  }

  private static ObjectNode error(String message, String remedy) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("error", message);
    fields.put("remedy", remedy);
    return fields;
  }

  private static boolean isSet(CommandLine line, String option) {
    CommandLine.ParseResult parsed = line.getParseResult();
    return parsed != null && parsed.matchedOptionValue(option, false);
  }

  /** A model by its name, such as {@code alpha}, in capitals or small letters. */
  static final class ModelNameConverter implements ITypeConverter<ModelName> {
    @Override
    public ModelName convert(String value) {
      return ModelName.all().stream()
          .filter(model -> model.id().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException(problem(value)));
    }

    static String problem(String value) {
      return "'"
          + value
          + "' is not a model; use "
          + ModelName.all().stream().map(ModelName::id).collect(Collectors.joining(", "));
    }

    /**
     * The message for an unmatched word of a command whose only positional parameters are models.
     */
    static Optional<String> problem(UnmatchedArgumentException failure) {
      boolean takesModels =
          failure.getCommandLine().getCommandSpec().positionalParameters().stream()
              .anyMatch(parameter -> parameter.auxiliaryTypes()[0] == ModelName.class);
      String word = failure.getUnmatched().get(0);
      return takesModels
              && !failure.isUnknownOption()
              && ModelName.all().stream().noneMatch(model -> model.id().equalsIgnoreCase(word))
          ? Optional.of(problem(word))
          : Optional.empty();
    }
  }
}
