import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.seed.ServicesLog;

/** A models folder of its own, and aliases at the files that the services read. */
class BesideServicesTest {
  private static final List<ModelName> PROMOTED =
      List.of(ModelName.ALPHA, ModelName.FILLNET, ModelName.RUGGUARD);

  /** Whatever was trained may go live: this is about the way, not the worth. */
  private static final String BOOK =
      """
      {"version":1,"models":{
      "alpha":[{"rule":"status","name":"status","allowed":["ok"]}],
      "fillnet":[{"rule":"status","name":"status","allowed":["ok"]}],
      "rugguard":[{"rule":"status","name":"status","allowed":["ok"]}],
      "survival":[{"rule":"status","name":"status","allowed":["ok"]}]}}
      """;

  @TempDir Path folder;

  /** The block of the README as it stands, but for where things lie and who listens. */
  @Test
  void theReadmesCommandsWork() throws Exception {
    Path bot = Files.createDirectories(folder.resolve("bot/models"));
    Files.createDirectories(folder.resolve("bot/data"));
    TrainerRun.seeded(folder.resolve("bot/data/trenches.db"));
    try (RuntimeServer executor = serve(Role.EXECUTOR, bot);
        RuntimeServer ranker = serve(Role.ALPHA_RANKER, bot)) {
      ProcessBuilder shell =
          new ProcessBuilder("bash", "-euc", readme().replace("/srv", folder.toString()));
      shell.environment().remove("PERSISTENCE_SQLITE_PATH");
      shell.environment().put("PROMOTE_FILLNET_RELOAD_URL", reloadUrl(executor));
      shell.environment().put("PROMOTE_ALPHA_RELOAD_URL", reloadUrl(ranker));
      Path log = folder.resolve("log");
      Process process = shell.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      try {
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      String said = Files.readString(log);
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said)
          .contains("PROMOTE alpha=ok", "PROMOTE fillnet=ok", "PROMOTE rugguard=ok")
          .contains("(from SQLITE_DB_PATH)");
    }
    for (ModelName model : PROMOTED) {
      byte[] live = Files.readAllBytes(bot.resolve(model.candidateFile()));
      Path own = folder.resolve("ratchet/models");
      assertThat(own.resolve(model.candidateFile())).hasBinaryContent(live);
      assertThat(own.resolve("history/" + model.id() + "/" + Digest.of(live) + ".json")).exists();
    }
    try (var files = Files.list(bot)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              PROMOTED.stream().map(ModelName::candidateFile).toArray(String[]::new));
    }
  }

  /** check, train, promote, report on a log of the services, with both runtimes at work. */
  @Test
  void theWholeChainRunsOnAServicesLogAgainstTwoLiveRuntimes() throws IOException {
    Path database = ServicesLog.unpack(folder);
    Path bot = Files.createDirectories(folder.resolve("bot"));
    Path own = Files.createDirectories(folder.resolve("own"));
    Path gates = Files.writeString(folder.resolve("gates.json"), BOOK);
    try (RuntimeServer executor = serve(Role.EXECUTOR, bot);
        RuntimeServer ranker = serve(Role.ALPHA_RANKER, bot)) {
      CommandRun run =
          CommandRun.of(
              new RetrainCommand(),
              "alpha",
              "fillnet",
              "--db=" + database,
              "--models-dir=" + own,
              "--alias=alpha=" + bot.resolve("alpha_ranker_v1.json"),
              "--alias=fillnet=" + bot.resolve("fillnet_v2.json"),
              "--reload-url=fillnet=" + reloadUrl(executor),
              "--reload-url=alpha=" + reloadUrl(ranker),
              "--gates=" + gates,
              "--no-built-in-hooks",
              "--json");
      JsonNode json = run.json("retrain");
      assertThat(run.exit()).as(run.out() + run.err()).isZero();
      assertThat(json.findValuesAsText("step"))
          .containsExactly("check", "train", "promote", "report");
      for (ModelName model : List.of(ModelName.ALPHA, ModelName.FILLNET)) {
        String live = Digest.of(Files.readAllBytes(bot.resolve(model.candidateFile())));
        assertThat(run.out()).contains("\"live_sha256\" : \"" + live + "\"");
        assertThat(own.resolve(model.candidateFile()))
            .hasBinaryContent(Files.readAllBytes(bot.resolve(model.candidateFile())));
      }
      assertThat(json.findValuesAsText("outcome")).contains("ok").doesNotContain("failed");
    }
    assertThat(own.resolve("report.html")).exists();
  }

  private static RuntimeServer serve(Role role, Path bot) {
    return RuntimeServer.start(
        RuntimeOptions.of(role, bot)
            .aliases(
                Map.of(
                    ModelName.ALPHA, bot.resolve("alpha_ranker_v1.json"),
                    ModelName.FILLNET, bot.resolve("fillnet_v2.json")))
            .maxAge(Duration.ofDays(3650))
            .port(0)
            .withoutWatch()
            .log(line -> {})
            .build());
  }

  private static String reloadUrl(RuntimeServer runtime) {
    return runtime.uri().resolve("/control/reload-models").toString();
  }

  private static String readme() throws IOException {
    Matcher block =
        Pattern.compile("## Beside existing services\n.*?```\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }
}
