package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerSessionTest {
  private static LedgerSession of(Map<String, String> environment, boolean terminal, String... up) {
    return LedgerSession.of(environment, terminal, List.of(up));
  }

  @Test
  void aTerminalIsAPersonEvenBelowADaemon() {
    assertThat(of(Map.of("INVOCATION_ID", "1"), true, "bash", "tmux: server", "systemd"))
        .isEqualTo(LedgerSession.TERMINAL);
  }

  @Test
  void aCronDaemonAboveMakesItCronAlsoBelowSystemd() {
    assertThat(of(Map.of("INVOCATION_ID", "1"), false, "sh", "cron", "systemd"))
        .isEqualTo(LedgerSession.CRON);
    assertThat(of(Map.of(), false, "bash", "crond")).isEqualTo(LedgerSession.CRON);
  }

  @Test
  void aUnitIsSystemdAndAWorkflowIsCi() {
    assertThat(of(Map.of("INVOCATION_ID", "1"), false, "systemd")).isEqualTo(LedgerSession.SYSTEMD);
    assertThat(of(Map.of("CI", "true"), true, "bash")).isEqualTo(LedgerSession.CI);
    assertThat(of(Map.of("CI", "false"), true, "bash")).isEqualTo(LedgerSession.TERMINAL);
  }

  @Test
  void whatNobodyKnowsIsAScript() {
    assertThat(of(Map.of(), false, "python3", "sshd")).isEqualTo(LedgerSession.SCRIPT);
    assertThat(LedgerAuthor.of("promote").session())
        .isIn("terminal", "cron", "systemd", "ci", "script");
  }
}
