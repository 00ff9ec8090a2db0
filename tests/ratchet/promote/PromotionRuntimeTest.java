package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.ModelName;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.RolloutPlan;
import ratchet.promote.rollout.ModelOutcome;

/** Promotions over real HTTP, against each reply seen in the field. */
class PromotionRuntimeTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private String champion;
  private Duration readTimeout = Duration.ofSeconds(20);

  @BeforeEach
  void aChampionIsLive() {
    bed = new PromotionFixture(directory);
    bed.urls.clear();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA));
    bed.promote(ModelName.ALPHA);
    champion = bed.live(ModelName.ALPHA).orElseThrow();
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA).weight(0.2));
  }

  @Test
  void promotesFourModelsAndEachRuntimeConfirms() {
    bed.goodCandidates();
    List<FakeRuntime> runtimes = new ArrayList<>();
    for (ModelName model : ModelName.all()) {
      bed.candidate(model, PromotionFixture.good(model).weight(0.3));
      FakeRuntime runtime = FakeRuntime.telling(model.id(), bed.paths().alias(model));
      runtimes.add(runtime);
      bed.urls.put(model, List.of(runtime.url()));
    }
    PromoteReport report = promote(false, ModelName.all());
    runtimes.forEach(FakeRuntime::close);
    assertThat(report.failures()).isEmpty();
    assertThat(report.lines())
        .hasSize(4)
        .allMatch(line -> line.contains(" reload=ok(200) sha256="));
    assertThat(runtimes)
        .allSatisfy(
            runtime ->
                assertThat(runtime.requests)
                    .singleElement()
                    .returns("POST", FakeRuntime.Request::method)
                    .returns(null, request -> request.headers().getFirst("Content-Type"))
                    .returns(null, request -> request.headers().getFirst("Authorization")));
    assertThat(report.outcomes())
        .allSatisfy(
            outcome ->
                assertThat(outcome.reload().get(0).servedSha256())
                    .isEqualTo(outcome.candidateSha256()));
  }

  @Test
  void acceptsAnOkThatTellsNoDigestAsUnverified() {
    try (FakeRuntime runtime = FakeRuntime.saying(200, "{\"status\":\"ok\"}")) {
      PromoteReport report = promoteAlpha(runtime.url());
      assertThat(report.failures()).isEmpty();
      assertThat(report.lines().get(0)).contains(" reload=ok(200) unverified sha256=");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{\"status\":\"error\"}|failed(status_error)",
        "200|{\"status\":\"ok\",\"detail\":{\"status\":\"error\"}}|failed(status_error)",
        "200|no json|failed(the_reply_is_not_valid_JSON",
        "415|{\"error\":\"unsupported media type\"}|failed(HTTP_415:_unsupported_media_type)",
        "422|{\"status\":\"error\",\"reason\":\"golden\"}|failed(HTTP_422:_golden)",
        "401|''|failed(HTTP_401)",
        "503|''|failed(HTTP_503)",
        "429|''|failed(HTTP_429)",
      })
  void takesThePromotionBackOnAnyOtherReply(int status, String body, String reload) {
    try (FakeRuntime runtime = FakeRuntime.saying(status, body)) {
      PromoteReport report = promoteAlpha(runtime.url());
      assertRolledBack(report, reload);
      boolean mayPass = status == 429 || status >= 500;
      assertThat(runtime.requests).hasSize(mayPass ? 4 : 2);
    }
  }

  @Test
  void takesThePromotionBackWhenAnotherDigestIsServed() {
    try (FakeRuntime runtime = FakeRuntime.saying(200, FakeRuntime.ours("alpha", "0".repeat(64)))) {
      PromoteReport report = promoteAlpha(runtime.url());
      assertRolledBack(report, "failed(");
      assertThat(report.outcomes().get(0).reload().get(0).servedSha256()).contains("0".repeat(64));
    }
  }

  @Test
  void waitsAndAsksAgainWhenToldTo() {
    try (FakeRuntime runtime =
        FakeRuntime.saying(429, "", Map.of("Retry-After", "0")).then(200, "{\"status\":\"ok\"}")) {
      assertThat(promoteAlpha(runtime.url()).failures()).isEmpty();
      assertThat(runtime.requests).hasSize(2);
    }
  }

  @Test
  void takesThePromotionBackWhenTheRuntimeHangs() {
    readTimeout = Duration.ofMillis(300);
    try (FakeRuntime runtime = FakeRuntime.hanging()) {
      assertRolledBack(promoteAlpha(runtime.url()), "failed(no_answer_within");
    }
  }

  @Test
  void takesThePromotionBackWhenNobodyListensUnlessAllowed() {
    URI nobody;
    try (FakeRuntime runtime = FakeRuntime.saying(200, "")) {
      nobody = runtime.url();
    }
    assertRolledBack(promoteAlpha(nobody), "failed(connection_refused)");
    bed.urls.put(ModelName.ALPHA, List.of(nobody));
    PromoteReport allowed = promote(true, List.of(ModelName.ALPHA));
    assertThat(allowed.failures()).isEmpty();
    assertThat(allowed.lines().get(0)).contains(" reload=skipped(connection_refused) sha256=");
  }

  @Test
  void takesAFleetBackWhenOneOfItFails() {
    try (FakeRuntime good = FakeRuntime.telling("alpha", bed.paths().alias(ModelName.ALPHA));
        FakeRuntime bad = FakeRuntime.saying(200, "{\"status\":\"error\"}")) {
      bed.urls.put(ModelName.ALPHA, List.of(good.url(), bad.url()));
      PromoteReport report = promote(false, List.of(ModelName.ALPHA));
      assertRolledBack(report, "failed(status_error)");
      ModelOutcome outcome = report.outcomes().get(0);
      assertThat(outcome.reload())
          .extracting(ReloadReply::outcome)
          .containsExactly(ReloadReply.Outcome.OK, ReloadReply.Outcome.FAILED);
      assertThat(good.requests).hasSize(2);
      assertThat(outcome.restore().get(0).servedSha256()).contains(champion);
    }
  }

  private void assertRolledBack(PromoteReport report, String reload) {
    assertThat(report.lines().get(0))
        .startsWith("PROMOTE alpha=rolled_back reason=reload_not_confirmed reload=" + reload);
    assertThat(report.failures()).hasSize(1);
    assertThat(bed.live(ModelName.ALPHA)).contains(champion);
  }

  private PromoteReport promoteAlpha(URI url) {
    bed.urls.put(ModelName.ALPHA, List.of(url));
    return promote(false, List.of(ModelName.ALPHA));
  }

  private PromoteReport promote(boolean allowDown, List<ModelName> models) {
    ReloadSettings quick =
        new ReloadSettings(
            Optional.empty(),
            Map.of(),
            Duration.ofSeconds(20),
            readTimeout,
            2,
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            4,
            allowDown);
    try (ReloadClient client = new ReloadClient(quick)) {
      return bed.promote(
          client.inWaves(RolloutPlan.parse("1,100%")), models.toArray(ModelName[]::new));
    }
  }
}
