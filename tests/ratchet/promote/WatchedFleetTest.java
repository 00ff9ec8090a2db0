package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;
import ratchet.model.RolloutMarker;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.RolloutPlan;
import ratchet.runtime.Reload;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.runtime.SlotState;

/** A fleet of runtimes that all watch the alias: none loads a version ahead of its wave. */
@Timeout(120)
class WatchedFleetTest {
  /** Many looks of a watch at the alias. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  @TempDir Path directory;
  private PromotionFixture bed;
  private String champion;
  private final List<RuntimeServer> fleet = new ArrayList<>();

  @BeforeEach
  void aChampionIsServed() {
    bed = new PromotionFixture(directory);
    bed.urls.clear();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.promote(ModelName.ALPHA);
    champion = bed.live(ModelName.ALPHA).orElseThrow();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA).weight(0.2));
    for (int i = 0; i < 2; i++) {
      fleet.add(
          RuntimeServer.start(
              RuntimeOptions.of(Role.ALPHA_RANKER, directory)
                  .port(0)
                  .clock(Clock.fixed(PromotionFixture.NOW, ZoneOffset.UTC))
                  .watchInterval(Duration.ofMillis(10))
                  .build()));
    }
  }

  @AfterEach
  void stop() {
    fleet.forEach(RuntimeServer::close);
  }

  @Test
  void theOthersNeverServeAVersionThatTheCanaryRefused() throws Exception {
    try (FakeRuntime canary = FakeRuntime.saying(422, "{\"status\":\"error\"}")) {
      PromoteReport report = promote(canary.url());

      assertThat(report.lines().get(0)).contains("reload=failed(");
    }
    assertThat(bed.live(ModelName.ALPHA)).contains(champion);
    Thread.sleep(LONG_ENOUGH.toMillis());
    for (RuntimeServer runtime : fleet) {
      SlotState state = runtime.models().get(ModelName.ALPHA);
      assertThat(state.serving().orElseThrow().sha256()).isEqualTo(champion);
      assertThat(state.counts().get(Reload.Outcome.OK)).isEqualTo(1);
      assertThat(state.recent())
          .allMatch(reload -> reload.fileSha256().equals(Optional.of(champion)));
    }
    assertThat(marker()).doesNotExist();
  }

  @Test
  void allServeWhatTheCanaryConfirmed() {
    try (FakeRuntime canary =
        FakeRuntime.telling(ModelName.ALPHA.id(), bed.paths().alias(ModelName.ALPHA))) {
      assertThat(promote(canary.url()).failures()).isEmpty();
    }
    String live = bed.live(ModelName.ALPHA).orElseThrow();
    assertThat(live).isNotEqualTo(champion);
    for (RuntimeServer runtime : fleet) {
      SlotState state = runtime.models().get(ModelName.ALPHA);
      assertThat(state.serving().orElseThrow().sha256()).isEqualTo(live);
      assertThat(state.recent().get(0).trigger()).isEqualTo(Reload.Trigger.REQUEST);
    }
    assertThat(marker()).doesNotExist();
  }

  @Test
  void theNextRunRemovesTheMarkerOfOneThatDied() throws Exception {
    java.nio.file.Files.write(marker(), RolloutMarker.toBytes(champion));

    bed.promote(ModelName.ALPHA);

    assertThat(marker()).doesNotExist();
  }

  private Path marker() {
    return RolloutMarker.fileOf(bed.paths().alias(ModelName.ALPHA));
  }

  /** The canary is slow to answer, so that a watch has all the time to be faster. */
  private PromoteReport promote(URI canary) {
    List<URI> urls = new ArrayList<>(List.of(canary));
    fleet.forEach(runtime -> urls.add(runtime.uri().resolve("/control/reload-models")));
    bed.urls.put(ModelName.ALPHA, urls);
    try (ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      Reloader waves = client.inWaves(RolloutPlan.canaryThenRest());
      return bed.promote(
          (model, addresses, expected) -> {
            sleep();
            return waves.reload(model, addresses, expected);
          },
          ModelName.ALPHA);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LONG_ENOUGH.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
