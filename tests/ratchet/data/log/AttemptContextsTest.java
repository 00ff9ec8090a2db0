package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.log.ReplayReader.AttemptContexts;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.sqlite.TimeWindow;

class AttemptContextsTest {
  @TempDir Path folder;

  @Test
  void aReplayedAttemptHasTheContextOfItsOwnDecision() {
    TestDatabase log = new TestDatabase(folder);
    log.decision(T, "jito", 100, 10, 50)
        .decision(T + 200, "jito", 300, 20, 50)
        .decision(T + 300, "jito", 500, 30, 50)
        .attempt(T + 2000, "jito", "a", 1, 300.0, "buy", 50)
        .attempt(T + 2500, "jito", "b", 0, null, "buy", 50)
        .attempt(T + 2500, "jito", "c", 1, 500.0, "buy", 50)
        .attempt(T + 2600, "raydium", "d", 1, 500.0, "buy", 50);
    try (Database database = Database.openReadOnly(log.file());
        AttemptContexts contexts = new AttemptContexts(database, TimeWindow.ALL)) {
      assertThat(contexts.of(T + 2000, 1).orElseThrow().get("lpSol")).isEqualTo(20);
      assertThat(contexts.of(T + 2500, 2).orElseThrow().get("lpSol")).isEqualTo(10);
      LoggedContext third = contexts.of(T + 2500, 3).orElseThrow();
      assertThat(third.get("lpSol")).isEqualTo(30);
      assertThat(third.ms()).isEqualTo(T + 300);
      assertThat(contexts.of(T + 2600, 4)).isEmpty();
    }
  }
}
