import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.data.sqlite.Database;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.reference.JsonReference;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;

/** One run of a trainer's command, and databases to run it on. */
record TrainerRun(int exit, String out, String err) {
  /** In a models folder that it may make. */
  static TrainerRun run(Callable<ExitCode> command, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--create";
    return runAsIs(command, all);
  }

  static TrainerRun runAsIs(Callable<ExitCode> command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Cli.execute(command, new PrintWriter(out), new PrintWriter(err), args);
    return new TrainerRun(exit, out.toString(), err.toString());
  }

  /** The script that trains the model. */
  static Callable<ExitCode> command(ModelName model) {
    return switch (model) {
      case ALPHA -> new TrainAlphaCommand();
      case FILLNET -> new TrainFillNetCommand();
      case RUGGUARD -> new TrainRugGuardCommand();
      case SURVIVAL -> new TrainSurvivalCommand();
    };
  }

  static Path seeded(Path file) {
    Instant end = Instant.parse("2026-02-01T00:00:00Z");
    return SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, end), file);
  }

  static Path empty(Path file) {
    Database.openReadWrite(file).close();
    return file;
  }

  /** The one document on stdout. */
  JsonNode json() {
    return JsonReference.check(Json.read(out));
  }

  /** Asserts the documented shape of a training that is done. */
  void assertDone(String model, Path candidate) {
    assertThat(err).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = json();
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsSubsequence(
            "command",
            "ok",
            "exit",
            "schema",
            "model",
            "candidate",
            "status",
            "metrics",
            "train_size",
            "holdout_size",
            "issues",
            "seconds");
    assertThat(json.get("command").asText()).isEqualTo("train_" + model);
    assertThat(json.get("ok").asBoolean()).isTrue();
    assertThat(json.get("model").asText()).isEqualTo(model);
    assertThat(json.get("candidate").asText()).isEqualTo(candidate.toString());
    assertThat(json.get("status").asText()).isEqualTo("ok");
    assertThat(json.get("train_size").asInt()).isGreaterThan(200);
    assertThat(json.get("issues").isArray()).isTrue();
    for (String part : Arrays.asList("read", "fit", "evaluate")) {
      assertThat(json.at("/seconds/" + part).isNumber()).isTrue();
    }
    assertThat(candidate).exists();
  }

  /** Asserts a refusal that names its reason. */
  void assertRefused(String reason) {
    assertThat(exit).isEqualTo(3);
    assertThat(json().get("exit").asInt()).isEqualTo(3);
    assertThat(json().get("reason").asText()).isEqualTo(reason);
    assertThat(json().get("remedy").asText()).contains("check_training_data");
  }
}
