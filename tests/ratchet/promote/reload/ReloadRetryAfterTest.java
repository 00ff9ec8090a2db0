package ratchet.promote.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import ratchet.promote.reload.ReloadReplyReader.ReloadRetryAfter;

class ReloadRetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void readsSecondsAndDates() {
    assertThat(ReloadRetryAfter.parse(" 120 ", NOW)).contains(Duration.ofSeconds(120));
    assertThat(ReloadRetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", NOW))
        .contains(Duration.ofSeconds(30));
    assertThat(ReloadRetryAfter.parse("Sun, 01 Mar 2026 11:00:00 GMT", NOW))
        .contains(Duration.ZERO);
  }

  @Test
  void passesOverEverythingElse() {
    for (String text : new String[] {"", "soon", "-1", "1.5", "99999999999999999999"}) {
      assertThat(ReloadRetryAfter.parse(text, NOW)).as(text).isEmpty();
    }
  }
}
