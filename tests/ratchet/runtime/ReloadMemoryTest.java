package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;

/** Ten thousand versions come and go, half of them bad, and nothing of them stays. */
@Timeout(300)
class ReloadMemoryTest {
  private static final int VERSIONS = 50;

  /** A version that stayed would hold some ten kilobytes; nine thousand of them do not hide. */
  private static final long ALLOWED_GROWTH_BYTES = 2 << 20;

  @TempDir Path folder;

  @Test
  void staysFlatOverTenThousandReloads() {
    byte[][] files = new byte[VERSIONS][];
    for (int seed = 0; seed < VERSIONS; seed++) {
      files[seed] = TestModels.good(ModelName.FILLNET, seed);
    }
    TestRuntime.putAlias(folder, ModelName.FILLNET, files[0]);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      ModelSlot slot = runtime.server.slot(ModelName.FILLNET);
      reload(runtime, slot, files, 1_000);
      long early = usedBytesAfterCollection();

      reload(runtime, slot, files, 9_000);

      assertThat(usedBytesAfterCollection() - early).isLessThan(ALLOWED_GROWTH_BYTES);
      assertThat(runtime.metric("fillnet_model_reload_total{outcome=\"error\"}")).isEqualTo(5_000);
      assertThat(runtime.get("/metrics").body().lines())
          .filteredOn(line -> line.startsWith("fillnet_model_info{"))
          .hasSize(1);
    }
  }

  private void reload(TestRuntime runtime, ModelSlot slot, byte[][] files, int times) {
    for (int i = 0; i < times; i++) {
      boolean bad = i % 2 == 1;
      byte[] content = bad ? new byte[] {'{', (byte) i} : files[i / 2 % VERSIONS];
      TestRuntime.putAlias(folder, ModelName.FILLNET, content);
      slot.reload(Reload.Trigger.REQUEST);
      if (i % 100 == 0) {
        // each scrape replaces the series of the version that went
        HttpResponse<String> scrape = runtime.get("/metrics");
        assertThat(scrape.statusCode()).isEqualTo(200);
        assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
      }
    }
  }

  private static long usedBytesAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime machine = Runtime.getRuntime();
      least = Math.min(least, machine.totalMemory() - machine.freeMemory());
    }
    return least;
  }
}
