import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.ExitCode;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.promote.reload.FakeRuntime;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

/**
 * A fleet of three over HTTP: one answers slowly, one is a real runtime that calls every version
 * degraded because all are too old for it, one is dead.
 */
@Timeout(120)
class FleetIncidentsTest {
  private static final ModelName MODEL = ModelName.ALPHA;
  private static final String RELOAD = "/control/reload-models";

  @TempDir Path folder;
  @TempDir Path logs;
  private Path alias;
  private FakeRuntime slow;
  private RuntimeServer degraded;
  private URI dead;
  private String first;
  private String second;

  @BeforeEach
  void aSecondVersionIsLiveAndThenTheFleetIsInTrouble() throws IOException {
    alias = folder.resolve(MODEL.aliasFile());
    try (Database made = Database.openReadWrite(logs.resolve("empty.db"))) {
      Schema.create(made);
    }
    first = promoteAlone(0.1);
    second = promoteAlone(0.2);
    slow = FakeRuntime.tellingSlowly(MODEL.id(), alias, Duration.ofMillis(300));
    degraded =
        RuntimeServer.start(
            RuntimeOptions.of(Role.ALPHA_RANKER, folder)
                .port(0)
                .clock(Clock.offset(Clock.systemUTC(), RuntimeOptions.DEFAULT_MAX_AGE))
                .build());
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = URI.create("http://127.0.0.1:" + closed.getLocalPort() + RELOAD);
    }
  }

  @AfterEach
  void stop() {
    slow.close();
    degraded.close();
  }

  private String promoteAlone(double weight) throws IOException {
    candidate(weight);
    assertThat(run(new PromoteCommand(), judged(), "--reload-url", "alpha=").exit()).isZero();
    return live();
  }

  private void candidate(double weight) throws IOException {
    Files.write(
        folder.resolve(MODEL.candidateFile()),
        GateCandidates.good(MODEL, Instant.now().minus(Duration.ofHours(1)))
            .weight(weight)
            .bytes());
  }

  private String live() throws IOException {
    return Digest.of(Files.readAllBytes(alias));
  }

  private String servedByDegraded() {
    return degraded.models().get(MODEL).serving().orElseThrow().sha256();
  }

  private List<String> judged() {
    return List.of(
        "alpha", "--db", logs.resolve("empty.db").toString(), "--on-paper", "--no-built-in-hooks");
  }

  private CommandRun run(Callable<ExitCode> command, List<String> start, String... more) {
    List<String> all = new ArrayList<>(start);
    all.addAll(List.of("--models-dir", folder.toString()));
    all.addAll(Arrays.asList(more));
    return CommandRun.of(command, all.toArray(String[]::new));
  }

  private CommandRun rollback(String... more) {
    List<String> all = new ArrayList<>(List.of("--reload-url", fleet()));
    all.addAll(List.of(more));
    return run(new RollbackCommand(), List.of("alpha"), all.toArray(String[]::new));
  }

  /** The slow one is the canary. */
  private String fleet() {
    return "alpha=" + slow.url() + "," + degraded.uri().resolve(RELOAD) + "," + dead;
  }

  @Test
  void aPromotionIsTakenBackAndEveryRuntimeThatRunsServesTheFormerVersion() throws IOException {
    candidate(0.3);
    CommandRun run = run(new PromoteCommand(), judged(), "--reload-url", fleet());
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out())
        .startsWith("PROMOTE alpha=rolled_back reason=reload_not_confirmed reload=failed(");
    assertThat(run.err()).contains("degraded", "connection refused");
    assertThat(live()).isEqualTo(second);
    assertThat(servedByDegraded()).isEqualTo(second);
  }

  @Test
  void aDegradedRuntimeConfirmsNoPromotionAlsoWhenOthersMayBeDown() throws IOException {
    candidate(0.3);
    CommandRun run =
        run(new PromoteCommand(), judged(), "--reload-url", fleet(), "--allow-down", "--json");
    assertThat(run.exit()).isEqualTo(5);
    JsonNode model = run.json("promote").at("/models/0");
    assertThat(model.get("state").asText()).isEqualTo("rolled_back");
    assertThat(model.at("/reload").findValuesAsText("outcome"))
        .containsExactly("ok", "failed", "skipped");
    assertThat(live()).isEqualTo(second);
  }

  @Test
  void aRollbackFailsBecauseOfTheDeadOneAndOffersTheWayAroundIt() throws IOException {
    CommandRun run = rollback();
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out())
        .startsWith(
            "ROLLBACK alpha=failed still_live="
                + second.substring(0, 12)
                + " reason=reload_not_confirmed reload=failed(");
    assertThat(run.err()).contains(slow.url() + " ok(200)", dead + " failed(", "--allow-down");
    assertThat(live()).isEqualTo(second);
    assertThat(servedByDegraded()).isEqualTo(second);
    assertThat(run(new HistoryCommand(), List.of()).out()).contains(" rollback_failed ");
  }

  @Test
  void withAllowDownItIsDoneAndEachRuntimeIsReported() throws IOException {
    CommandRun run = rollback("--allow-down", "--hold", "fills collapsed");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("ROLLBACK alpha=ok reason=rollback_to_previous_version reload=");
    assertThat(run.err())
        .contains(slow.url() + " ok(200)", "degraded", dead + " skipped(connection");
    assertThat(live()).isEqualTo(first);
    assertThat(servedByDegraded()).isEqualTo(first);
  }

  @Test
  void whatIsOnHoldStaysAndComesBackOnlyWhenReleased() throws IOException {
    assertThat(rollback("--allow-down", "--hold", "fills collapsed").exit()).isZero();
    CommandRun held = run(new PromoteCommand(), judged(), "--reload-url", fleet());
    assertThat(held.exit()).isEqualTo(3);
    assertThat(held.out()).startsWith("PROMOTE alpha=skipped reason=held_by(");
    assertThat(slow.asked()).isEqualTo(1);
    assertThat(run(new HoldCommand(), List.of("alpha"), "--release").exit()).isZero();
    CommandRun again = run(new PromoteCommand(), judged(), "--reload-url", fleet());
    assertThat(again.exit()).isEqualTo(3);
    assertThat(again.out())
        .startsWith("PROMOTE alpha=skipped reason=rolled_back_before(" + second.substring(0, 12));
    // no rule refused it
    assertThat(again.err()).contains("next: train_alpha").doesNotContain("explain-gates");
    assertThat(live()).isEqualTo(first);
  }
}
