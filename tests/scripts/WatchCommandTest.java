import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.seed.ServicesLog;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.PromotionSettings;

/** The command with its database, its models folder and a runtime. */
class WatchCommandTest {
  private static final String NEW = Digest.of(ProbationFolder.NEW);
  private static final String FORMER = Digest.of(ProbationFolder.FORMER);

  @TempDir private static Path shared;
  private static Path log;

  @TempDir private Path folder;
  private ProbationFolder bed;

  @BeforeAll
  static void seed() {
    log = ProbationFolder.log(shared.resolve("log.db"));
  }

  @BeforeEach
  void copy() throws Exception {
    Path own = Files.copy(log, folder.resolve("log.db"));
    bed = ProbationFolder.of(own, folder.resolve("models"), ProbationFolder.LONG);
  }

  @Test
  void outcomesThatTurnAgainstANewVersionBringTheFormerOneBackInTheRuntime() throws Exception {
    assertBroughtBack(bed);
  }

  @Test
  void soDoThoseOfALogAsTheServicesWriteIt() throws Exception {
    Path services = ServicesLog.unpack(folder);
    assertBroughtBack(ProbationFolder.of(services, folder.resolve("own"), ProbationFolder.LONG));
  }

  private static void assertBroughtBack(ProbationFolder bed) throws Exception {
    try (RuntimeServer runtime =
        RuntimeServer.start(
            RuntimeOptions.of(Role.EXECUTOR, bed.models())
                .port(0)
                .withoutWatch()
                .log(line -> {})
                .build())) {
      String url = "--reload-url=fillnet=" + runtime.uri().resolve("/control/reload-models");
      assertThat(served(runtime)).isEqualTo(NEW);
      // good history: of what was logged as it was, the version is no worse
      CommandRun good = bed.watch("--once", "--json");
      assertThat(good.json("watch").at("/models/0/state").asText())
          .isIn("confirmed", "on_probation");
      assertThat(good.exit()).isZero();
      assertThat(bed.live()).isEqualTo(NEW);

      ProbationFolder turned = bed.again().turned();
      CommandRun worse = turned.watch("--once", url);
      assertThat(worse.exit()).isEqualTo(3);
      assertThat(worse.out()).startsWith("WATCH fillnet=worse reason=brier_worse(");
      assertThat(worse.err()).contains("next: ", "rollback fillnet");
      assertThat(served(runtime)).isEqualTo(NEW);

      CommandRun back = turned.watch("--once", "--rollback", url);
      assertThat(back.exit()).as(back.err()).isEqualTo(3);
      assertThat(back.out())
          .matches(
              "WATCH fillnet=rolled_back reason=brier_worse\\(0\\.\\d{3}"
                  + " \\[0\\.\\d{3},0\\.\\d{3}]\\) outcomes=\\d+\\n");
      assertThat(served(runtime)).isEqualTo(FORMER);
    }
    assertThat(bed.live()).isEqualTo(FORMER);
    assertThat(bed.last().event()).isEqualTo(Kind.WATCH_ROLLED_BACK);
    assertThat(bed.last().reload().get(0).get("served_sha256").asText()).isEqualTo(FORMER);
    CommandRun history =
        CommandRun.of(new HistoryCommand(), "--models-dir=" + bed.models(), "--verify");
    assertThat(history.exit()).isZero();
    assertThat(history.out())
        .contains("on probation for 87600 h", "worse than " + FORMER.substring(0, 12) + ": brier");
    CommandRun report =
        CommandRun.of(
            new ReportCommand(),
            "--db=" + bed.database(),
            "--models-dir=" + bed.models(),
            "--out=" + bed.models().resolve("page.html"),
            "--json");
    assertThat(report.json("report").at("/sections/5/verdict").asText()).isEqualTo("1 rolled back");
    assertThat(Files.readString(bed.models().resolve("page.html")))
        .contains("id=\"watch-fillnet-title\"", "interval of the difference by number of outcomes");
  }

  private static String served(RuntimeServer runtime) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(runtime.uri().resolve("/status.json")).build(),
                HttpResponse.BodyHandlers.ofString());
    return Json.read(answer.body()).at("/models/0/sha256").asText();
  }

  @Test
  void withoutOutcomesNothingIsDecided() throws Exception {
    bed.execute("DELETE FROM exec_outcomes WHERE ts > " + bed.promoted().toEpochMilli());
    assertNothingHappens(0, "on_probation", "no_outcomes", "has an outcome yet");
  }

  /** What RugGuard says of a mint is known a day later. */
  @Test
  void labelsThatDoNotComeEndInUndecidedAndRollNothingBack() throws Exception {
    Instant end =
        Instant.ofEpochMilli(
            ProbationFolder.number(bed.database(), "SELECT max(ts) FROM exec_outcomes"));
    byte[] live = rugGuard(-1);
    bed.enter(
        ModelName.RUGGUARD,
        rugGuard(0.1),
        live,
        end.minus(Duration.ofHours(20)),
        Duration.ofHours(24));
    CommandRun run =
        CommandRun.of(
            new WatchCommand(),
            "rugguard",
            "--once",
            "--rollback",
            "--db=" + bed.database(),
            "--models-dir=" + bed.models());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("WATCH rugguard=undecided reason=no_outcomes outcomes=0\n");
    assertThat(new AliasReader(bed.paths()).liveSha256(ModelName.RUGGUARD))
        .contains(Digest.of(live));
    assertThat(bed.last().event()).isEqualTo(Kind.WATCH_UNDECIDED);
  }

  private static byte[] rugGuard(double weight) {
    return GateCandidates.good(ModelName.RUGGUARD, Instant.parse("2026-01-01T00:00:00Z"))
        .weight(weight)
        .bytes();
  }

  @Test
  void aPredecessorThatIsGoneOrDoesNotLoadIsAnErrorAndRollsNothingBack() throws Exception {
    bed.turned();
    Path former = AliasReader.version(bed.paths(), ModelName.FILLNET, FORMER);
    Files.write(former, new byte[] {'{'});
    assertNothingHappens(4, "not_watched", "version_does_not_load", "is damaged");
    Files.delete(former);
    assertNothingHappens(4, "not_watched", "version_does_not_load", "is missing");
  }

  @Test
  void aModelThatWasPromotedForTheFirstTimeHasNothingToCompare() {
    byte[] first = rugGuard(0.1);
    bed.enter(ModelName.RUGGUARD, null, first, bed.promoted(), ProbationFolder.LONG);
    CommandRun run =
        CommandRun.of(
            new WatchCommand(),
            "rugguard",
            "alpha",
            "--once",
            "--rollback",
            "--db=" + bed.database(),
            "--models-dir=" + bed.models());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "WATCH rugguard=not_watched reason=first_version\n"
                + "WATCH alpha=not_watched reason=never_promoted\n");
    assertThat(run.err()).contains("first version of this model");
    assertThat(bed.ledger()).extracting(LedgerEvent::event).containsOnly(Kind.PROMOTED);
  }

  @Test
  void aLogThatWasRotatedSinceThePromotionDecidesNothing() throws Exception {
    bed.turned();
    long later = bed.promoted().plus(Duration.ofHours(3)).toEpochMilli();
    bed.execute(
        "DELETE FROM exec_outcomes WHERE ts < " + later,
        "DELETE FROM sim_exec_outcomes WHERE ts < " + later);
    assertNothingHappens(0, "on_probation", "log_starts_later", "rows were lost or moved away");
  }

  @Test
  void aClockThatWentBackIsAnErrorAndRollsNothingBack() {
    bed = new ProbationFolder(bed.database(), folder.resolve("later"), bed.promoted());
    bed.enter(
        ModelName.FILLNET,
        ProbationFolder.FORMER,
        ProbationFolder.NEW,
        Instant.now().plus(Duration.ofDays(2)),
        ProbationFolder.LONG);
    assertNothingHappens(4, "not_watched", "clock_went_back", "which is later than now");
  }

  /** One word for scripts, one sentence for people, and everything as it was. */
  private void assertNothingHappens(int exit, String state, String reason, String sentence) {
    int before = bed.ledger().size();
    CommandRun run = bed.watch("--once", "--rollback");
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.out()).startsWith("WATCH fillnet=" + state + " reason=" + reason);
    assertThat(run.err()).contains(sentence);
    assertThat(bed.live()).isEqualTo(NEW);
    assertThat(bed.ledger()).hasSize(before);
  }

  /** Also in a loop: a second look would find it unlocked. */
  @Test
  void aModelsFolderThatAnotherPromotionHoldsIsToldAndLeftAlone() throws Exception {
    bed.turned();
    PromotionSettings settings =
        PromotionSettings.of(bed.paths(), Map.of(), new LedgerAuthor("a", "b", "promote"));
    try (AliasStore held = AliasStore.open(settings, Clock.systemUTC())) {
      CommandRun run = bed.watch("--once", "--rollback", "--lock-timeout=1");
      assertThat(run.exit()).isEqualTo(4);
      assertThat(run.out()).startsWith("WATCH fillnet=not_watched reason=look_failed");
      assertThat(run.err()).contains("warning: fillnet: ", "promote.lock is held by");
      assertThat(held.liveSha256(ModelName.FILLNET)).contains(NEW);
    }
    CommandRun after = bed.watch("--once", "--rollback", "--reload-url=fillnet=");
    assertThat(after.exit()).isEqualTo(3);
    assertThat(bed.live()).isEqualTo(FORMER);
  }

  @Test
  void aDatabaseThatAWriterLocksIsToldAndLookedAtAgain() throws Exception {
    bed.turned();
    bed.execute("PRAGMA journal_mode = DELETE");
    Path metrics = folder.resolve("watch.prom");
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + bed.database());
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      CommandRun run = bed.watch("--once", "--json", "--metrics-file=" + metrics);
      assertThat(run.exit()).isEqualTo(4);
      JsonNode model = run.json("watch").at("/models/0");
      assertThat(model.get("reason").asText()).isEqualTo("look_failed");
      assertThat(model.get("detail").asText()).contains("is locked");
      assertThat(run.err()).contains("is locked");
      assertThat(Files.readString(metrics)).contains("watch_look_failed{model=\"fillnet\"} 1");
      statement.execute("ROLLBACK");
    }
    assertThat(bed.watch("--once", "--metrics-file=" + metrics).exit()).isEqualTo(3);
    assertThat(Files.readString(metrics)).contains("watch_look_failed{model=\"fillnet\"} 0");
  }

  @Test
  void aMistypedDatabaseIsAnErrorBeforeAnythingIsLookedAt() throws IOException {
    CommandRun run =
        CommandRun.of(
            new WatchCommand(),
            "--once",
            "--db=" + folder.resolve("no.db"),
            "--models-dir=" + bed.models());
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.err()).contains("there is no such database");
  }

  @Test
  void blocksOfTimeCountAllTheirOutcomesAsOne() throws Exception {
    bed.turned();
    JsonNode byMint = bed.watch("--once", "--json").json("watch").at("/models/0");
    JsonNode byDay = bed.watch("--once", "--json", "--block=24h").json("watch").at("/models/0");
    assertThat(byMint.get("state").asText()).isEqualTo("worse");
    assertThat(byDay.get("state").asText()).as("two days decide nothing").isEqualTo("on_probation");
    assertThat(byDay.get("outcomes").asInt()).isEqualTo(byMint.get("outcomes").asInt());
  }
}
