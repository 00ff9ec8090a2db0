package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelFormatException;
import ratchet.model.RefusalException;
import ratchet.model.Toolkit;
import ratchet.model.UnconfirmedException;
import ratchet.model.UsageException;

class CliTest {
  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void returnsWhatTheCommandReturns(ExitCode exit) {
    assertThat(run(() -> exit).exit()).isEqualTo(exit.code());
  }

  /** The numbers that cron lines and CI steps stand on. */
  @Test
  void exitCodesAreTheDocumentedNumbers() {
    assertThat(ExitCode.DONE.code()).isEqualTo(0);
    assertThat(ExitCode.BUG.code()).isEqualTo(1);
    assertThat(ExitCode.USAGE.code()).isEqualTo(2);
    assertThat(ExitCode.REFUSED.code()).isEqualTo(3);
    assertThat(ExitCode.INPUT.code()).isEqualTo(4);
    assertThat(ExitCode.UNCONFIRMED.code()).isEqualTo(5);
    assertThat(ExitCode.REFUSED.or(ExitCode.UNCONFIRMED)).isEqualTo(ExitCode.UNCONFIRMED);
    assertThat(ExitCode.INPUT.or(ExitCode.DONE)).isEqualTo(ExitCode.INPUT);
  }

  @Test
  void anUnusableInputIsExitFourWithMessageAndRemedy() {
    CliRun run = run(failing(new InputException("models/x.json: is empty", "train it again")));
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(lines("probe: models/x.json: is empty", "remedy: train it again"));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aFormatFailureIsAnInputFailure() {
    assertThat(run(failing(new ModelFormatException("wFill", "is missing"))).exit()).isEqualTo(4);
  }

  @Test
  void aRefusalIsExitThree() {
    CliRun run =
        run(failing(new RefusalException("too_few(3)", "3 rows", "collect more")), "--json");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(Json.read(run.out()).get("reason").asText()).isEqualTo("too_few(3)");
  }

  @Test
  void anUnconfirmedReloadIsExitFive() {
    assertThat(run(failing(new UnconfirmedException("no answer", "start it"))).exit()).isEqualTo(5);
  }

  @Test
  void aBugIsExitOneAndSaysWhatToDo() {
    CliRun run = run(failing(new IllegalStateException("impossible")));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("unexpected failure", "impossible", "--verbose");
  }

  @Test
  void anErrorIsABugToo() {
    CliRun run =
        run(
            () -> {
              throw new StackOverflowError();
            });
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("StackOverflowError").doesNotContain("\tat ");
  }

  @Test
  void showsAStackTraceOnlyWhenVerbose() {
    Callable<ExitCode> failing = failing(new InputException("gone", "look"));
    assertThat(run(failing).err()).doesNotContain("\tat ");
    assertThat(run(failing, "--verbose").err()).contains("\tat ratchet.cli.CliTest");
  }

  @Test
  void anUnknownOptionIsExitTwoWithASuggestion() {
    CliRun run = run(() -> ExitCode.DONE, "--quite");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("Unknown option: '--quite'", "--quiet", "try: probe --help");
    assertThat(run.out()).isEmpty();
  }

  /** Who gave the value makes no difference: an option, the environment or a settings file. */
  @Test
  void aValueThatCannotBeUsedIsAUsageErrorAndAFileThatCannotIsAnInputError() {
    CliRun value = run(failing(new UsageException("MODELS: 'x' is no model", "write fillnet")));
    assertThat(value.exit()).isEqualTo(2);
    assertThat(value.err()).contains("probe: MODELS: 'x' is no model", "remedy: write fillnet");
    assertThat(run(failing(new InputException("gone", "look"))).exit()).isEqualTo(4);
  }

  @Test
  void aFailureInJsonIsOneDocument() {
    CliRun run = run(failing(new InputException("gone", "look")), "--json");
    JsonNode document = Json.read(run.out());
    assertThat(document.get("command").asText()).isEqualTo("probe");
    assertThat(document.get("ok").asBoolean()).isFalse();
    assertThat(document.get("exit").asInt()).isEqualTo(4);
    assertThat(document.get("schema").asText()).isEqualTo("ratchet.probe/1");
    assertThat(document.get("error").asText()).isEqualTo("gone");
    assertThat(document.get("remedy").asText()).isEqualTo("look");
  }

  @Test
  void noTextOfAFailureBeginsALineOfOurs() {
    String text = "x\u001b[2J\nPROMOTE fillnet=ok\r\n::error::y";
    for (RuntimeException failure :
        new RuntimeException[] {new InputException(text, text), new IllegalStateException(text)}) {
      for (String option : new String[] {"--quiet", "--verbose"}) {
        CliRun run = run(failing(failure), option);
        assertThat(run.out() + run.err()).doesNotContain("\u001b", "\r");
        assertThat((run.out() + run.err()).lines())
            .noneMatch(line -> line.strip().startsWith("PROMOTE") || line.strip().startsWith("::"));
      }
    }
  }

  @Test
  void aUsageErrorInJsonIsOneDocumentToo() {
    CliRun run = run(() -> ExitCode.DONE, "--json", "--nonsense");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(Json.read(run.out()).get("exit").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpShowsDefaultsEnvironmentAndExitCodes(String option) {
    CliRun run = run(() -> ExitCode.BUG, option);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("--db=FILE", "SQLITE_DB_PATH", "--models-dir=DIR", "MODELS_DIR")
        .contains("Exit codes:")
        .endsWith(System.lineSeparator());
    for (ExitCode exit : ExitCode.values()) {
      assertThat(run.out()).containsPattern("(?m)^ +" + exit.code() + " +\\w");
    }
  }

  @Test
  void helpHasNoColoursWhereNobodyCanSeeThem() {
    assertThat(run(() -> ExitCode.DONE, "--help").out()).doesNotContain("\u001b");
  }

  @Test
  void versionIsTheToolkits() {
    assertThat(run(() -> ExitCode.BUG, "--version").out().strip())
        .isEqualTo("ratchet " + Toolkit.VERSION);
  }

  @Test
  void completionKnowsTheOptions() {
    CliRun run = run(() -> ExitCode.BUG, "--generate-completion");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("complete -F _complete_probe", "--models-dir");
  }

  /** As {@code --json >/dev/full} or a pipe that nobody reads: what was asked for is not there. */
  @ParameterizedTest
  @ValueSource(strings = {"--json", "--help", "--version", "--generate-completion", "--quiet"})
  void aResultThatCannotBeWrittenIsNoSuccess(String option) {
    PrintWriter full = new PrintWriter(new FullWriter());
    StringWriter err = new StringWriter();
    Probe speaking =
        new Probe(
            () -> {
              Console console = new Console(full, full, option.equals("--json"), false);
              console.result("a line");
              console.document("probe", ExitCode.DONE, Json.MAPPER.createObjectNode());
              return ExitCode.DONE;
            });
    assertThat(Cli.execute(speaking, full, new PrintWriter(err), option)).isEqualTo(1);
    assertThat(err.toString()).contains("probe: the result could not be written to stdout");
  }

  @Test
  void aLostResultDoesNotHideAGraverExit() {
    PrintWriter full = new PrintWriter(new FullWriter());
    full.println("lost");
    Probe refused = new Probe(() -> ExitCode.REFUSED);
    assertThat(Cli.execute(refused, full, new PrintWriter(new StringWriter()))).isEqualTo(3);
  }

  /** A disk without space. */
  private static final class FullWriter extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static CliRun run(Callable<ExitCode> work, String... args) {
    return CliRun.of(new Probe(work), args);
  }

  private static Callable<ExitCode> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}
