package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.SeededRows;
import ratchet.process.JavaProcess;

class KilledSeedTest {
  private static final long HALF_WAY_BYTES = 4_000_000;

  @TempDir Path folder;

  /** A process that would seed for a long time. */
  static final class Endless {
    public static void main(String[] args) {
      Seeded.seed(Path.of(args[0]), new SeedPlan(1, 21, 600, 50_000_000, Seeded.END));
    }
  }

  @Test
  void aRunThatIsKilledHalfWayLeavesTheDatabaseAsItWas() throws Exception {
    Path file = folder.resolve("trenches.db");
    Seeded.seed(file, Seeded.SMALL);
    Map<String, List<String>> before = Seeded.dump(file);
    Process process =
        new ProcessBuilder(
                JavaProcess.command(Endless.class.getName(), List.of(file.toString()), "-Xmx256m"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      File log = new File(file + "-wal");
      while (process.isAlive() && log.length() < HALF_WAY_BYTES) {
        Thread.sleep(20);
      }
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    try (Database database = Database.openReadOnly(file)) {
      assertThat(SeededRows.counts(database).get("exec_outcomes"))
          .isEqualTo(before.get("exec_outcomes").size());
    }
    assertThat(Seeded.dump(file)).isEqualTo(before);
  }
}
