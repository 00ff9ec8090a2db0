package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;

/** Ten thousand requests that are nearly right: no crash, no hang, no look inside. */
class FuzzTest {
  private static final int REQUESTS = 10_000;
  private static final List<String> SEEDS =
      List.of(
          post("/score", "{\"lpSol\": 32, \"spreadBps\": 45, \"ctx\": {\"slippageBps\": 1e2}}"),
          post(
              "/score/fillnet",
              "[{\"slippageBps\": 3.5}, {\"sSlipReq\": 0.5}, {\"slippageBps\": true}]"),
          post("/control/reload-models", ""),
          "POST /score HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "2\r\n{}\r\n0\r\n\r\n",
          "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
          "GET /status.json HTTP/1.0\r\nHost: localhost\r\n\r\n");

  @TempDir Path folder;

  @Test
  void survivesMutatedRequests() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    Random random = new Random(20260301);
    try (TestRuntime runtime =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.requestTimeout(Duration.ofSeconds(2)))) {
      int answered = 0;
      for (int i = 0; i < REQUESTS; i++) {
        byte[] request =
            mutate(
                SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.ISO_8859_1),
                random);
        String answer = send(runtime, request);
        if (!answer.isEmpty()) {
          answered++;
          assertThat(answer).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 500");
          assertThat(answer).doesNotContain("\tat ").doesNotContain("ratchet.runtime");
        }
      }
      assertThat(answered).isGreaterThan(REQUESTS / 2);
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
      assertThat(runtime.log).noneMatch(line -> line.contains("unexpected"));
    }
  }

  private static String send(TestRuntime runtime, byte[] request) {
    try {
      return runtime.raw(request);
    } catch (java.io.UncheckedIOException e) {
      // a reset: the server closed on bytes that it had not read
      return "";
    }
  }

  private static byte[] mutate(byte[] request, Random random) {
    byte[] bytes = request;
    for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 1; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> {
          bytes = bytes.clone();
          bytes[at] = (byte) random.nextInt(256);
        }
        case 1 -> bytes = splice(bytes, at, 0, randomBytes(random));
        case 2 ->
            bytes =
                splice(bytes, at, Math.min(1 + random.nextInt(8), bytes.length - at), new byte[0]);
        case 3 -> bytes = splice(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, 0, at));
        default -> bytes = at == 0 ? bytes : java.util.Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(16)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.write(inserted, 0, inserted.length);
    out.write(bytes, at + removed, bytes.length - at - removed);
    return out.toByteArray();
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
