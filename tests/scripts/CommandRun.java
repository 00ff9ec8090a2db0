import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.cli.NoProject;
import ratchet.model.Json;
import ratchet.reference.JsonReference;

/** One run of a script: its exit code and what it printed. */
record CommandRun(int exit, String out, String err) {
  static {
    NoProject.use();
  }

  static CommandRun of(Callable<ExitCode> script, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Cli.execute(script, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new CommandRun(exit, out.toString(), err.toString());
  }

  /** The one document on stdout; it tells the command and the exit code. */
  JsonNode json(String command) {
    JsonNode document = JsonReference.check(Json.read(out));
    assertThat(document.get("command").textValue()).isEqualTo(command);
    assertThat(document.get("exit").intValue()).isEqualTo(exit);
    assertThat(document.get("ok").booleanValue()).isEqualTo(exit == 0);
    return document;
  }
}
