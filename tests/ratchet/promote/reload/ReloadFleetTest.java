package ratchet.promote.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.FILLNET;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.InputException;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.store.StoredVersions;

@Timeout(120)
class ReloadFleetTest {
  private static final ExpectedModel EXPECTED = StoredVersions.expected(1);
  private static final String CONFIRMS =
      "{\"status\":\"ok\",\"epoch_seconds\":" + EXPECTED.epochSeconds() + "}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,25%,100% | 8 | 1 1 6",
        "1,25%,100% | 200 | 1 49 150",
        "1,100% | 1 | 1",
        "1,100% | 3 | 1 2",
        "100% | 5 | 5",
        "1 | 3 | 1 2",
        "2,4 | 3 | 2 1",
        "50% | 3 | 2 1",
        "1,10%,100% | 5 | 1 4",
        "1,100% | 0 | ''"
      })
  void cutsAFleetIntoWaves(String steps, int fleet, String sizes) {
    List<Integer> runtimes = IntStream.range(0, fleet).boxed().toList();
    List<List<Integer>> waves = RolloutPlan.parse(steps).of(runtimes);
    assertThat(String.join(" ", waves.stream().map(wave -> "" + wave.size()).toList()))
        .isEqualTo(sizes);
    assertThat(waves.stream().flatMap(List::stream)).containsExactlyElementsOf(runtimes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "101%", "0%", "1,1", "50%,25%", "50%,3", "a", "1,,2", "-1", "1.5"})
  void refusesStepsThatCannotBe(String steps) {
    assertThatThrownBy(() -> RolloutPlan.parse(steps))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--wave " + steps);
  }

  @Test
  void stopsAfterACanaryThatFails() {
    try (FakeRuntime canary = FakeRuntime.saying(200, "{\"status\":\"error\"}");
        FakeRuntime rest = FakeRuntime.saying(200, CONFIRMS);
        ReloadClient client = new ReloadClient(ReloadClientTest.quick())) {
      List<ReloadReply> replies =
          client.reloadAll(
              FILLNET, List.of(canary.url(), rest.url()), EXPECTED, RolloutPlan.canaryThenRest());
      assertThat(replies)
          .extracting(ReloadReply::summary)
          .containsExactly("failed(status error)", "skipped(an_earlier_wave_failed)");
      assertThat(rest.asked()).isZero();
      assertThat(ReloadReply.allAccepted(replies)).isFalse();
    }
  }

  @Test
  void finishesTheWaveInWhichOneFailsAndStopsThen() {
    try (FakeRuntime good = FakeRuntime.saying(200, CONFIRMS);
        FakeRuntime bad = FakeRuntime.saying(415, "");
        FakeRuntime alsoGood = FakeRuntime.saying(200, CONFIRMS);
        FakeRuntime last = FakeRuntime.saying(200, CONFIRMS);
        ReloadClient client = new ReloadClient(ReloadClientTest.quick())) {
      List<ReloadReply> replies =
          client.reloadAll(
              FILLNET,
              List.of(good.url(), bad.url(), alsoGood.url(), last.url()),
              EXPECTED,
              RolloutPlan.parse("1,3,100%"));
      assertThat(replies)
          .extracting(reply -> reply.outcome().id())
          .containsExactly("ok", "failed", "ok", "skipped");
      assertThat(last.asked()).isZero();
    }
  }

  @Test
  void putsEveryoneBackWhoeverFails() {
    try (FakeRuntime ill = FakeRuntime.saying(415, "");
        FakeRuntime well = FakeRuntime.saying(200, CONFIRMS);
        ReloadClient client = new ReloadClient(ReloadClientTest.quick())) {
      Reloader reloader = client.inWaves(RolloutPlan.canaryThenRest());
      List<URI> urls = List.of(ill.url(), well.url());
      assertThat(reloader.reload(FILLNET, urls, EXPECTED))
          .extracting(reply -> reply.outcome().id())
          .containsExactly("failed", "skipped");
      assertThat(reloader.restore(FILLNET, urls, EXPECTED))
          .extracting(reply -> reply.outcome().id())
          .containsExactly("failed", "ok");
    }
  }

  @Test
  void reloadsTwoHundredRuntimesInOneRun() {
    List<FakeRuntime> fleet = new ArrayList<>();
    try (ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      for (int i = 0; i < 200; i++) {
        fleet.add(FakeRuntime.saying(200, CONFIRMS));
      }
      List<URI> urls = fleet.stream().map(FakeRuntime::url).toList();
      List<String> heard = new CopyOnWriteArrayList<>();
      List<ReloadReply> replies =
          client.reloadAll(
              FILLNET,
              urls,
              EXPECTED,
              RolloutPlan.parse("1,25%,100%"),
              reply -> heard.add(reply.url()));
      assertThat(heard)
          .as("told of each runtime as soon as it is through")
          .startsWith(urls.get(0).toString())
          .containsExactlyInAnyOrderElementsOf(urls.stream().map(URI::toString).toList());
      assertThat(replies)
          .extracting(ReloadReply::url)
          .isEqualTo(urls.stream().map(URI::toString).toList());
      assertThat(replies).allMatch(reply -> reply.outcome() == ReloadReply.Outcome.OK);
      assertThat(fleet).allMatch(runtime -> runtime.asked() == 1);
    } finally {
      fleet.forEach(FakeRuntime::close);
    }
  }

  @Test
  void hasNothingToSayOfAnEmptyFleet() {
    try (ReloadClient client = new ReloadClient(ReloadClientTest.quick())) {
      assertThat(client.reloadAll(FILLNET, List.of(), EXPECTED, RolloutPlan.canaryThenRest()))
          .isEmpty();
    }
  }
}
