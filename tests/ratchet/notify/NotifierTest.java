package ratchet.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.reload.ReloadToken;

class NotifierTest {
  private final List<String> warnings = new ArrayList<>();

  private boolean post(String url, Optional<ReloadToken> token) {
    try (Notifier notifier = new Notifier(url, token, warnings::add)) {
      return notifier.post(Json.MAPPER.createObjectNode().put("event", "watch"));
    }
  }

  @Test
  void postsOneDocumentWithTheToken() {
    try (FakeRuntime receiver = FakeRuntime.saying(204, "")) {
      assertThat(post(receiver.url().toString(), Optional.of(new ReloadToken("secret", ""))))
          .isTrue();
      assertThat(receiver.requests).singleElement();
      assertThat(receiver.requests.get(0).method()).isEqualTo("POST");
      assertThat(receiver.requests.get(0).headers().getFirst("Authorization"))
          .isEqualTo("Bearer secret");
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void triesAgainAfterAServerErrorAndGivesUpWithAWarning() {
    try (FakeRuntime receiver = FakeRuntime.saying(503, "")) {
      assertThat(post(receiver.url().toString(), Optional.empty())).isFalse();
      assertThat(receiver.asked()).isEqualTo(3);
    }
    assertThat(warnings).singleElement().asString().contains("answered 503");
  }

  @Test
  void doesNotRepeatWhatWasRefused() {
    try (FakeRuntime receiver = FakeRuntime.saying(403, "")) {
      assertThat(post(receiver.url().toString(), Optional.empty())).isFalse();
      assertThat(receiver.asked()).isEqualTo(1);
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void anAddressThatIsNoneIsAnInputError() {
    assertThatThrownBy(() -> new Notifier("ops.example/hook", Optional.empty(), warnings::add))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--notify-url");
  }
}
