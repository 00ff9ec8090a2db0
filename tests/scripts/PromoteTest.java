import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.Cli;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.reference.JsonReference;

class PromoteTest {
  @TempDir Path folder;
  @TempDir Path logs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer runtime;
  private String reply = "{\"status\":\"ok\"}";

  @BeforeEach
  void startRuntime() throws IOException {
    runtime = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    runtime.createContext(
        "/reload",
        exchange -> {
          byte[] body = reply.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    runtime.start();
  }

  @AfterEach
  void stopRuntime() {
    runtime.stop(0);
  }

  @Test
  void aRuntimeThatDoesNotRunIsNamedWithTheCommandThatStartsIt() throws IOException {
    goodCandidates();
    runtime.stop(0);
    String url = "http://127.0.0.1:" + runtime.getAddress().getPort() + "/control/reload-models";
    assertThat(promote("fillnet", "--reload-url", "fillnet=" + url)).isEqualTo(5);
    assertThat(err.toString())
        .containsSubsequence(
            "next: serve --role executor --port "
                + runtime.getAddress().getPort()
                + " --models-dir",
            "next: promote fillnet --",
            " --reload-url=fillnet=" + url);
  }

  @Test
  void promotesFourModelsOnceAndThenFindsThemUnchanged() throws IOException {
    goodCandidates();
    assertThat(promote()).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .hasSize(4)
        .first()
        .asString()
        .matches(
            "PROMOTE fillnet=ok reason=slip_mape=0\\.18,evidence=on_paper,hooks=absent"
                + " reload=ok\\(200\\) unverified sha256=[0-9a-f]{12}");
    assertThat(err.toString()).contains("next: history");
    assertThat(promote()).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "PROMOTE fillnet=unchanged\nPROMOTE alpha=unchanged\nPROMOTE rugguard=unchanged\n"
                + "PROMOTE survival=unchanged\n");
    assertThat(Files.readAllLines(folder.resolve("ledger.jsonl"))).hasSize(4);
  }

  @Test
  void exitsThreeWhenAGateRefuses() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA).metric("auc_10m", 0.62));
    assertThat(promote("alpha")).isEqualTo(3);
    assertThat(out.toString()).isEqualTo("PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)\n");
    assertThat(err.toString())
        .contains(
            "auc_10m is 0.62; at least 0.7 is required (0.08 short); it passes when auc_10m >= 0.7")
        .contains("next: promote --explain-gates alpha");
    assertThat(folder.resolve("alpha_ranker.json")).doesNotExist();
  }

  @Test
  void exitsFourWhenACandidateCannotBeReadAlthoughOthersAreRefused() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA).metric("auc_10m", 0.62));
    Files.writeString(folder.resolve("rugguard_v2.json"), "{\"weights\": [NaN]}");
    assertThat(promote("alpha", "rugguard")).isEqualTo(4);
    assertThat(err.toString())
        .contains("rugguard_v2.json is not valid JSON")
        .contains("next: train_rugguard");
  }

  @Test
  void saysWhatToLookAtWhenTheDatabaseCannotBeRead() throws IOException {
    goodCandidates();
    assertThat(promote("alpha")).isZero();
    candidate(ModelName.ALPHA, good(ModelName.ALPHA).weight(0.2));
    Path garbage = Files.writeString(folder.resolve("bad.db"), "no database");
    assertThat(promote("alpha", "--db", garbage.toString())).isEqualTo(4);
    assertThat(out.toString()).isEqualTo("PROMOTE alpha=skipped reason=evidence_unreadable\n");
    assertThat(err.toString()).contains("next: check_training_data");
  }

  @Test
  void aDatabaseThatWasNamedAndIsNotThereJudgesNobody() throws IOException {
    goodCandidates();
    Path mistyped = folder.resolve("trenhces.db");
    for (String more : List.of("--on-paper", "--accept-inconclusive", "--dry-run")) {
      assertThat(promote("alpha", "--db", mistyped.toString(), more)).isEqualTo(4);
      assertThat(out.toString()).isEmpty();
      assertThat(err.toString()).contains(mistyped + ": there is no such database", "--db");
    }
    assertThat(folder.resolve("alpha_ranker.json")).doesNotExist();
    assertThat(folder.resolve("ledger.jsonl")).doesNotExist();
  }

  @Test
  void withoutRowsNothingIsPromotedUnlessThePaperIsToDecide() throws IOException {
    goodCandidates();
    assertThat(promote("alpha", "--db", empty().toString())).isEqualTo(3);
    assertThat(out.toString())
        .isEqualTo("PROMOTE alpha=skipped reason=evidence_missing(no_rows)\n");
    assertThat(err.toString()).contains("--on-paper");
    assertThat(promote("alpha", "--db", empty().toString(), "--on-paper")).isZero();
    assertThat(Files.readString(folder.resolve("ledger.jsonl"))).contains("evidence=on_paper");
  }

  @Test
  void saysHowToGiveABookTheHookThatItInsistsOn() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    String gateRules = Json.line(GateRules.standard().json());
    Path strict =
        Files.writeString(
            folder.resolve("strict.json"),
            gateRules.replace(
                "\"hook\":\"backtest\",\"when_present\":true", "\"hook\":\"backtest\""));
    assertThat(promote("alpha", "--gates", strict.toString())).isEqualTo(3);
    assertThat(out.toString()).isEqualTo("PROMOTE alpha=skipped reason=backtest_not_applicable\n");
    assertThat(err.toString())
        .contains("alpha was refused: backtest is not_applicable, required is passed")
        .contains("the gates require that hook");
    assertThat(promote("alpha", "--gates", strict.toString(), "--backtest-command", "true"))
        .isZero();
    assertThat(err.toString()).contains("alpha: backtest runs true --from ");
  }

  @Test
  void saysInTheUsersWordsThatAnOptionIsNoNumber() throws IOException {
    assertThat(promote("--lock-timeout", "soon")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Invalid value for option '--lock-timeout': 'soon' is no number");
  }

  @Test
  void exitsFiveWhenARuntimeDoesNotConfirm() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    reply = "{\"status\":\"ok\",\"detail\":{\"status\":\"error\"}}";
    assertThat(promote("alpha")).isEqualTo(5);
    assertThat(out.toString())
        .isEqualTo(
            "PROMOTE alpha=rolled_back reason=reload_not_confirmed reload=failed(status_error)\n");
    assertThat(folder.resolve("alpha_ranker.json")).doesNotExist();
    assertThat(promote("alpha", "--keep-on-reload-failure")).isEqualTo(5);
    assertThat(folder.resolve("alpha_ranker.json")).exists();
  }

  @Test
  void printsOneJsonDocument() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    assertThat(promote("--json", "alpha", "rugguard")).isEqualTo(4);
    JsonNode document = JsonReference.check(Json.read(out.toString()));
    assertThat(document.get("command").textValue()).isEqualTo("promote");
    assertThat(document.get("ok").booleanValue()).isFalse();
    assertThat(document.get("exit").intValue()).isEqualTo(4);
    JsonNode alpha = document.get("models").get(0);
    assertThat(alpha.get("state").textValue()).isEqualTo("ok");
    assertThat(alpha.get("live_sha256").textValue())
        .isEqualTo(Digest.of(Files.readAllBytes(folder.resolve("alpha_ranker.json"))));
    assertThat(alpha.get("reload").get(0).get("outcome").textValue()).isEqualTo("unverified");
    JsonNode rugguard = document.get("models").get(1);
    assertThat(rugguard.get("state").textValue()).isEqualTo("skipped");
    assertThat(rugguard.get("reason").textValue()).isEqualTo("candidate_missing");
  }

  @Test
  void touchesNothingInADryRun() throws IOException {
    goodCandidates();
    List<Path> before = files();
    Path metrics = folder.resolve("promote.prom");
    assertThat(promote("--dry-run", "--metrics-file", metrics.toString())).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.contains("=would_ok reason="));
    assertThat(files()).isEqualTo(before);
    assertThat(err.toString()).contains("next: promote");
  }

  @Test
  void explainsTheGates() throws IOException {
    assertThat(promote("--explain-gates")).isZero();
    assertThat(out.toString())
        .startsWith("gates: built in\nfillnet\n")
        .contains("  auc_10m: auc_10m >= 0.7\n")
        .contains("  brier_present: brier is present\n");
    assertThat(promote("--explain-gates", "alpha")).isZero();
    assertThat(out.toString()).startsWith("gates: built in\nalpha\n").doesNotContain("rugguard");
    assertThat(promote("--explain-gates", "--json")).isZero();
    JsonNode document = JsonReference.check(Json.read(out.toString()));
    Path mine = folder.resolve("mine.json");
    Files.writeString(mine, Json.pretty(document.get("gates")).replace("0.7,", "0.9,"));
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    assertThat(promote("alpha", "--gates", mine.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("auc_10m_too_low(0.81)");
  }

  @Test
  void refusesABookOfGatesThatIsWrong() throws IOException {
    Path mine = folder.resolve("mine.json");
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    assertThat(promote("--gates", mine.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("mine.json: there is no such gates file");
    Files.writeString(mine, "{\"version\":1,\"models\":{\"beta\":[]}}");
    assertThat(promote("--gates", mine.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("models.beta: is unknown");
    assertThat(folder.resolve("alpha_ranker.json")).doesNotExist();
  }

  @Test
  void asksTheHooksWithTheCandidateInTheirEnvironment() throws IOException {
    candidate(ModelName.SURVIVAL, good(ModelName.SURVIVAL));
    Path seen = folder.resolve("seen");
    String copy = "sh -c 'cp \"$SURVIVAL_MODEL_PATH\" \"$0\"' " + seen;
    assertThat(promote("survival", "--backtest-command", copy, "--ope-command", "false"))
        .isEqualTo(3);
    assertThat(out.toString()).isEqualTo("PROMOTE survival=skipped reason=ope_failed(1)\n");
    assertThat(seen).hasSameBinaryContentAs(folder.resolve("survival_v1.json"));
    String database =
        "sh -c 'test \"$PERSISTENCE_SQLITE_PATH$SQLITE_DB_PATH\" =" + " " + empty() + empty() + "'";
    assertThat(promote("survival", "--backtest-command", database)).isZero();
    assertThat(out.toString())
        .startsWith(
            "PROMOTE survival=ok reason=sample_size=900,evidence=on_paper reload=skipped(no_url)"
                + " sha256=");
  }

  @Test
  void writesMetricsAndJunitFiles() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    Path metrics = folder.resolve("promote.prom");
    Path junit = folder.resolve("promote.xml");
    assertThat(promote("alpha", "--metrics-file", metrics.toString(), "--junit", junit.toString()))
        .isZero();
    assertThat(metrics).content().contains("promote_outcome{model=\"alpha\",outcome=\"ok\"} 1.0");
    assertThat(junit).content().contains("<testsuite name=\"promote.alpha\"");
    assertThat(promote("alpha", "--metrics-file", folder.resolve("no/such.prom").toString()))
        .isEqualTo(4);
  }

  @Test
  void takesTwoModelsLiveTogetherOrNeither() throws IOException {
    goodCandidates();
    candidate(ModelName.ALPHA, good(ModelName.ALPHA).metric("auc_10m", 0.62));
    assertThat(promote("--together", "fillnet,alpha")).isEqualTo(3);
    assertThat(out.toString())
        .isEqualTo(
            "PROMOTE fillnet=skipped reason=together_with(alpha)\n"
                + "PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)\n");
    assertThat(folder.resolve("fillnet.json")).doesNotExist();
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    assertThat(promote("--together", "fillnet,alpha")).isZero();
    assertThat(folder.resolve("fillnet.json")).exists();
    assertThat(folder.resolve("alpha_ranker.json")).exists();
    assertThat(folder.resolve("rugguard.json")).doesNotExist();
    assertThat(folder.resolve("switching.json")).doesNotExist();
  }

  @Test
  void refusesAnAliasThatIsItsCandidate() throws IOException {
    candidate(ModelName.ALPHA, good(ModelName.ALPHA));
    String candidate = folder.resolve("alpha_ranker_v1.json").toString();
    assertThat(promote("alpha", "--alias", "alpha=" + candidate)).isEqualTo(2);
    assertThat(err.toString()).contains("the alias of alpha");
  }

  @Test
  void knowsNoOtherModel() throws IOException {
    assertThat(promote("beta")).isEqualTo(2);
    assertThat(err.toString())
        .contains("'beta' is not a model; use fillnet, alpha, rugguard, survival");
  }

  private void goodCandidates() throws IOException {
    for (ModelName model : ModelName.all()) {
      candidate(model, good(model));
    }
  }

  private static GateCandidates good(ModelName model) {
    return GateCandidates.good(model, Instant.now().minus(Duration.ofHours(1)));
  }

  private void candidate(ModelName model, GateCandidates content) throws IOException {
    Files.write(folder.resolve(model.candidateFile()), content.bytes());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  private Path empty() {
    Path file = logs.resolve("empty.db");
    if (Files.notExists(file)) {
      try (Database made = Database.openReadWrite(file)) {
        Schema.create(made);
      }
    }
    return file;
  }

  private int promote(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String url = "http://127.0.0.1:" + runtime.getAddress().getPort() + "/reload";
    List<String> all = new ArrayList<>(List.of("--models-dir", folder.toString()));
    // The launcher names the repository's own database, which may be there: these have no row.
    if (!List.of(args).contains("--db")) {
      all.addAll(List.of("--db", empty().toString(), "--on-paper"));
    }
    for (ModelName model : List.of(ModelName.FILLNET, ModelName.ALPHA)) {
      all.add("--reload-url");
      all.add(model.id() + "=" + url);
    }
    all.addAll(List.of(args));
    return Cli.execute(
        new PromoteCommand(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        all.toArray(String[]::new));
  }
}
