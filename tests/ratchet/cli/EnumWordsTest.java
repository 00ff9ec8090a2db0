package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.layout.Sources.root;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import ratchet.model.ModelName;

/** An option with a fixed set of words names, shows and accepts them as a user types them. */
class EnumWordsTest {
  @Test
  void everyWordIsWrittenAsItIsTyped() throws Exception {
    Map<String, CommandLine> commands = new CommandReference(root()).commands();
    List<String> found = new ArrayList<>();
    commands.forEach(
        (name, line) ->
            arguments(line).stream()
                .filter(argument -> argument.type().isEnum() && argument.type() != ModelName.class)
                .forEach(
                    argument -> {
                      for (Object value : argument.type().getEnumConstants()) {
                        found.add(name + " " + value);
                        assertThat(value.toString())
                            .isEqualTo(value.toString().toLowerCase(Locale.ROOT));
                      }
                    }));
    assertThat(found)
        .contains("serve alpha-ranker", "ope fee", "train_alpha cpu", "completion bash");
  }

  @Test
  void aWrongWordIsAnsweredWithTheRightOnes() throws Exception {
    CommandLine serve = new CommandReference(root()).commands().get("serve");
    try {
      serve.parseArgs("--role", "excutor");
    } catch (CommandLine.ParameterException e) {
      assertThat(e.getMessage())
          .isEqualTo(
              "Invalid value for option '--role': 'excutor' is not one of executor, alpha-ranker,"
                  + " all");
      return;
    }
    throw new AssertionError("a word that is no role was taken");
  }

  @Test
  void caseAndUnderscoresDoNotMatter() throws Exception {
    CommandLine serve = new CommandReference(root()).commands().get("serve");
    for (String word : List.of("alpha-ranker", "ALPHA_RANKER", "Alpha-Ranker")) {
      Object role = serve.parseArgs("--role", word).matchedOption("--role").getValue();
      assertThat(role.toString()).isEqualTo("alpha-ranker");
    }
  }

  private static List<ArgSpec> arguments(CommandLine line) {
    List<ArgSpec> all = new ArrayList<>(line.getCommandSpec().positionalParameters());
    for (OptionSpec option : line.getCommandSpec().options()) {
      all.add(option);
    }
    return all;
  }
}
