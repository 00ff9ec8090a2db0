package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** A hundred reloads, every other one of a bad file, under scores that must not notice. */
class SwapTest {
  private static final int RELOADS = 100;
  private static final String BATCH =
      "[{\"lpSol\": 32, \"slippageBps\": 1}, {\"lpSol\": 3, \"slippageBps\": 1},"
          + " {\"lpSol\": 32, \"slippageBps\": 1}]";

  @TempDir Path folder;

  @Test
  void neverMixesVersionsAndNeverFailsAScore() throws Exception {
    List<byte[]> files = new ArrayList<>();
    Map<String, Double> expected = new HashMap<>();
    for (int seed = 0; seed <= RELOADS; seed++) {
      byte[] file = TestModels.good(ModelName.FILLNET, seed);
      files.add(file);
      LoadedModel loaded = LoadedModel.load(ModelName.FILLNET, file);
      Score score = loaded.scorer().score(Inputs.of(Map.of("lpSol", 32.0)));
      expected.put(loaded.sha256(), score.primary());
    }
    TestRuntime.putAlias(folder, ModelName.FILLNET, files.get(RELOADS));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      AtomicBoolean over = new AtomicBoolean();
      Callable<Integer> scoring =
          () -> {
            int answered = 0;
            while (!over.get()) {
              assertOneVersion(runtime.post("/score", BATCH), expected);
              answered++;
            }
            return answered;
          };
      Callable<Integer> scraping =
          () -> {
            int scraped = 0;
            while (!over.get()) {
              runtime.statusInMetrics(ModelName.FILLNET);
              assertOneInfo(runtime);
              scraped++;
            }
            return scraped;
          };
      List<Future<Integer>> clients =
          List.of(pool.submit(scoring), pool.submit(scoring), pool.submit(scraping));

      for (int i = 0; i < RELOADS; i++) {
        boolean bad = i % 2 == 1;
        TestRuntime.putAlias(folder, ModelName.FILLNET, bad ? new byte[] {'{'} : files.get(i));
        HttpResponse<String> reply = runtime.reload();
        JsonNode fields = TestRuntime.json(reply).path("models").path("fillnet");
        assertThat(reply.statusCode()).isEqualTo(bad ? 422 : 200);
        assertThat(fields.path("status").asText()).isEqualTo(bad ? "degraded" : "ok");
        assertThat(fields.path("sha256").asText()).isEqualTo(Digest.of(files.get(bad ? i - 1 : i)));
      }
      over.set(true);

      for (Future<Integer> client : clients) {
        assertThat(client.get()).isPositive();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static void assertOneVersion(
      HttpResponse<String> response, Map<String, Double> expected) {
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode replies = TestRuntime.json(response);
    String sha256 = replies.path(0).path("sha256").asText();
    for (JsonNode reply : replies) {
      assertThat(reply.path("sha256").asText()).isEqualTo(sha256);
    }
    for (int i : new int[] {0, 2}) {
      assertThat(replies.path(i).path("pFill").doubleValue()).isEqualTo(expected.get(sha256));
    }
  }

  private static void assertOneInfo(TestRuntime runtime) {
    assertThat(runtime.get("/metrics").body().lines())
        .filteredOn(line -> line.startsWith("fillnet_model_info{"))
        .hasSize(1)
        .allMatch(line -> line.endsWith(" 1.0"));
  }
}
