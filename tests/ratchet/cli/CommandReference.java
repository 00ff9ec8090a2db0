package ratchet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import ratchet.model.Json;
import ratchet.model.ModelName;

/** What is made from the commands' own options: a page of all, man pages, completion. */
final class CommandReference {
  private static final Pattern CLASS = Pattern.compile("(?m)^final class (\\w+)");
  private static final String SPARK = "scripts/train_on_spark.java";
  private static final int WIDTH = 100;

  private final Map<String, CommandLine> commands = new LinkedHashMap<>();
  private final Map<String, String> sentences = new LinkedHashMap<>();

  CommandReference(Path repository) throws IOException, ReflectiveOperationException {
    Path catalog = repository.resolve("jbang-catalog.json");
    for (var alias : Json.read(Files.readAllBytes(catalog)).get("aliases").properties()) {
      JsonNode entry = alias.getValue();
      if (entry.get("script-ref").asText().startsWith("lib/")) {
        continue; // the library, for other people's scripts
      }
      if (entry.get("script-ref").asText().equals(SPARK)) {
        continue; // built apart; its options are the trainers'
      }
      sentences.put(alias.getKey(), entry.get("description").asText());
      String script = Files.readString(repository.resolve(entry.get("script-ref").asText()));
      commands.put(alias.getKey(), command(script));
    }
  }

  @SuppressWarnings("unchecked") // each script's class is one
  private static CommandLine command(String script) throws ReflectiveOperationException {
    Matcher declared = CLASS.matcher(script);
    if (!declared.find()) {
      throw new IllegalStateException("no class in " + script);
    }
    var constructor = Class.forName(declared.group(1)).getDeclaredConstructor();
    constructor.setAccessible(true);
    CommandLine line = Cli.commandLine((Callable<ExitCode>) constructor.newInstance());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    return line.setUsageHelpWidth(WIDTH);
  }

  Map<String, CommandLine> commands() {
    return commands;
  }

  /** Each file by its path in the repository. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("docs/commands.md", page());
    commands.forEach((name, line) -> files.put("docs/man/ratchet-" + name + ".1", manual(name)));
    files.put("lib/ratchet/cli/completion/ratchet.bash", bash());
    files.put("lib/ratchet/cli/completion/ratchet.fish", fish());
    return files;
  }

  private static String usage(CommandLine line) {
    return line.getUsageMessage().replace("\r", "").replaceAll("(?m) +$", "").strip();
  }

  private String page() {
    StringBuilder text =
        new StringBuilder(
            "# Commands\n\n"
                + "Made from the commands' own options; `./jbangw help COMMAND` prints the same."
                + " Exit codes and conventions: README.\n");
    commands.forEach(
        (name, line) ->
            text.append("\n## ")
                .append(name)
                .append("\n\n")
                .append(sentences.get(name))
                .append("\n\n```\n")
                .append(usage(line))
                .append("\n```\n"));
    return text.toString();
  }

  // ---- Man pages ------------------------------------------------------------------------------

  private String manual(String name) {
    CommandLine line = commands.get(name);
    var usage = line.getCommandSpec().usageMessage();
    StringBuilder text = new StringBuilder();
    text.append(".TH RATCHET-").append(name.toUpperCase(Locale.ROOT)).append(" 1\n");
    text.append(".SH NAME\n").append(roff("ratchet-" + name + " - " + sentences.get(name)));
    text.append(".SH SYNOPSIS\n").append(roff("./jbangw " + name + " [OPTIONS] " + labels(line)));
    text.append(".SH DESCRIPTION\n").append(roff(String.join(" ", usage.description())));
    text.append(".SH OPTIONS\n");
    for (PositionalParamSpec parameter : line.getCommandSpec().positionalParameters()) {
      entry(text, parameter.paramLabel(), parameter);
    }
    for (OptionSpec option : options(line)) {
      String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      entry(text, String.join(", ", option.names()) + label, option);
    }
    text.append(".SH EXIT STATUS\n");
    for (ExitCode exit : ExitCode.values()) {
      text.append(".TP\n").append(exit.code()).append('\n').append(roff(exit.meaning()));
    }
    text.append(".SH EXAMPLES\n.nf\n");
    Arrays.stream(usage.footer()).map(CommandReference::roff).forEach(text::append);
    return text.append(".fi\n").toString();
  }

  private static String labels(CommandLine line) {
    return line.getCommandSpec().positionalParameters().stream()
        .map(parameter -> "[" + parameter.paramLabel() + "]")
        .collect(Collectors.joining(" "));
  }

  private static void entry(StringBuilder text, String head, ArgSpec argument) {
    text.append(".TP\n").append(roff(head));
    text.append(roff(description(argument)));
  }

  /** With the default in its place, on one line. */
  private static String description(ArgSpec argument) {
    String value = argument.defaultValue() == null ? "none" : argument.defaultValue();
    return String.join(" ", argument.description())
        .replace("${DEFAULT-VALUE}", value)
        .replace("%%", "%")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("%n", "");
    return (escaped.matches("(?s)[.'].*") ? "\\&" + escaped : escaped) + "\n";
  }

  // ---- Completion -----------------------------------------------------------------------------

  private static List<OptionSpec> options(CommandLine line) {
    return line.getCommandSpec().options().stream().filter(option -> !option.hidden()).toList();
  }

  private static List<String> longNames(CommandLine line) {
    return options(line).stream().map(OptionSpec::longestName).sorted().toList();
  }

  /** The words that a value can be; empty where it can be anything, such as a file. */
  private static List<String> words(ArgSpec argument) {
    List<Class<?>> types = new ArrayList<>(List.of(argument.auxiliaryTypes()));
    types.add(argument.type());
    if (types.contains(ModelName.class)) {
      return ModelName.all().stream().map(ModelName::id).toList();
    }
    for (Class<?> type : types) {
      if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
      }
    }
    return List.of();
  }

  private String bash() {
    StringBuilder text = new StringBuilder("# Completion of ratchet's commands. Generated.\n");
    text.append("_ratchet_options() {\n  case $1 in\n");
    commands.forEach(
        (name, line) ->
            text.append("    ")
                .append(name)
                .append(") echo \"")
                .append(String.join(" ", longNames(line)))
                .append("\" ;;\n"));
    text.append("  esac\n}\n\n");
    text.append("_ratchet_values() { # COMMAND OPTION; without an option its parameters\n");
    text.append("  case $1,$2 in\n");
    commands.forEach(
        (name, line) -> {
          options(line).stream()
              .filter(option -> option.arity().max() > 0)
              .forEach(option -> value(text, name, option.longestName(), option));
          line.getCommandSpec()
              .positionalParameters()
              .forEach(parameter -> value(text, name, "", parameter));
        });
    text.append("  esac\n}\n\n");
    text.append("_ratchet_commands=\"")
        .append(String.join(" ", commands.keySet()))
        .append("\"\n\n");
    return text.append(BASH).toString();
  }

  private static void value(StringBuilder text, String command, String option, ArgSpec argument) {
    List<String> words = words(argument);
    if (!words.isEmpty()) {
      text.append("    ")
          .append(command)
          .append(',')
          .append(option)
          .append(") echo \"")
          .append(String.join(" ", words))
          .append("\" ;;\n");
    }
  }

  private static final String BASH =
      """
      _ratchet() {
        local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[0]##*/}
        if [[ $command == jbangw || $command == ratchet ]]; then
          if [[ $COMP_CWORD -eq 1 ]]; then
            COMPREPLY=($(compgen -W "$_ratchet_commands help version console jbang" -- "$current"))
            return
          fi
          command=${COMP_WORDS[1]}
          if [[ $command == help ]]; then
            COMPREPLY=($(compgen -W "$_ratchet_commands" -- "$current"))
            return
          fi
        fi
        if [[ $current == = ]]; then current=; fi
        if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
        if [[ $current == -* ]]; then
          COMPREPLY=($(compgen -W "$(_ratchet_options "$command")" -- "$current"))
        elif [[ $before == --* && -n $(_ratchet_values "$command" "$before") ]]; then
          COMPREPLY=($(compgen -W "$(_ratchet_values "$command" "$before")" -- "$current"))
        else
          COMPREPLY=($(compgen -W "$(_ratchet_values "$command" "")" -- "$current"))
        fi
      }

      complete -o default -F _ratchet jbangw ratchet
      # A command's own name is ours only where JBang installed it: there is a watch in every system.
      for _ratchet_app in $(echo "$_ratchet_commands"); do
        if [[ -x ${JBANG_DIR:-$HOME/.jbang}/bin/$_ratchet_app ]]; then complete -o default -F _ratchet "$_ratchet_app"; fi
      done
      unset _ratchet_app
      """;

  private String fish() {
    StringBuilder text = new StringBuilder("# Completion of ratchet's commands. Generated.\n");
    String all = String.join(" ", commands.keySet());
    for (String program : List.of("jbangw", "ratchet")) {
      commands
          .keySet()
          .forEach(
              name ->
                  text.append("complete -c ")
                      .append(program)
                      .append(" -f -n 'not __fish_seen_subcommand_from ")
                      .append(all)
                      .append("' -a ")
                      .append(name)
                      .append(" -d ")
                      .append(quoted(sentences.get(name)))
                      .append('\n'));
    }
    for (String program : List.of("jbangw", "ratchet")) {
      commands.forEach(
          (name, line) ->
              fishCommand(text, program + " -n '__fish_seen_subcommand_from " + name + "'", line));
    }
    text.append("set -l programs ~/.jbang/bin\n")
        .append("set -q JBANG_DIR; and set programs $JBANG_DIR/bin\n");
    commands.forEach(
        (name, line) -> {
          text.append("if test -x $programs/").append(name).append('\n');
          fishCommand(text, name, line);
          text.append("end\n");
        });
    return text.toString();
  }

  private static void fishCommand(StringBuilder text, String head, CommandLine line) {
    for (OptionSpec option : options(line)) {
      boolean value = option.arity().max() > 0;
      fishLine(text, head + " -l " + option.longestName().substring(2), option, value);
    }
    for (PositionalParamSpec parameter : line.getCommandSpec().positionalParameters()) {
      if (!words(parameter).isEmpty()) {
        fishLine(text, head, parameter, true);
      }
    }
  }

  private static void fishLine(StringBuilder text, String head, ArgSpec argument, boolean value) {
    text.append("complete -c ").append(head);
    List<String> words = words(argument);
    if (value && !words.isEmpty()) {
      text.append(argument.isOption() ? " -x" : " -f")
          .append(" -a ")
          .append(quoted(String.join(" ", words)));
    } else if (value) {
      text.append(" -r");
    }
    text.append(" -d ").append(quoted(description(argument))).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
