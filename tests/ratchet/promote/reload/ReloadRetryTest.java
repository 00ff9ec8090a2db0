package ratchet.promote.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.promote.reload.ReloadClientTest.EXPECTED;
import static ratchet.promote.reload.ReloadClientTest.OURS;
import static ratchet.promote.reload.ReloadClientTest.ask;
import static ratchet.promote.reload.ReloadClientTest.quick;
import static ratchet.promote.reload.ReloadReply.Outcome.FAILED;
import static ratchet.promote.reload.ReloadReply.Outcome.OK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runtimes that are busy, and what they ask for. */
@Timeout(60)
class ReloadRetryTest {
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void asksAgainWhenTheRuntimeIsBusyOrBroken(int status) {
    try (FakeRuntime runtime =
        FakeRuntime.saying(status, "").then(status, "busy").then(200, OURS)) {
      assertThat(ask(quick(), runtime.url()).outcome()).isEqualTo(OK);
      assertThat(runtime.asked()).isEqualTo(3);
    }
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    try (FakeRuntime runtime = FakeRuntime.saying(503, "{\"error\":\"loading\"}")) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(reply.summary()).isEqualTo("failed(HTTP 503: loading)");
      assertThat(runtime.asked()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "soon", "", "Sun, 01 Mar 2020 12:00:30 GMT"})
  void asksAgainSoonWhereRetryAfterNamesNoWait(String header) {
    try (FakeRuntime runtime =
        FakeRuntime.saying(429, "", Map.of("Retry-After", header)).then(200, OURS)) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(OK);
      assertThat(runtime.asked()).isEqualTo(2);
    }
  }

  @Test
  void waitsAsLongAsTheRuntimeAsksAndSaysSo() {
    List<String> notices = new CopyOnWriteArrayList<>();
    try (FakeRuntime runtime =
            FakeRuntime.saying(503, "", Map.of("Retry-After", "1")).then(200, OURS);
        ReloadClient client = new ReloadClient(ReloadSettings.defaults(), notices::add)) {
      ReloadReply reply = client.reload(FILLNET, runtime.url(), EXPECTED);
      assertThat(reply.outcome()).isEqualTo(OK);
      assertThat(reply.milliseconds()).isGreaterThanOrEqualTo(1_000);
      assertThat(notices).containsExactly(runtime.url() + " asks to wait 1 s");
    }
    assertThat(ReloadSettings.defaults().longestRequestedDelay()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"91", "86400", "Fri, 31 Dec 2100 23:59:59 GMT"})
  void doesNotWaitLongerThanTheLimitAndSaysWhy(String header) {
    try (FakeRuntime runtime = FakeRuntime.saying(429, "", Map.of("Retry-After", header))) {
      ReloadReply reply = ask(ReloadSettings.defaults(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(reply.detail())
          .matches("HTTP 429; it asks to wait \\d+ s, which is more than the limit of 90 s");
      assertThat(runtime.asked()).isEqualTo(1);
    }
  }
}
