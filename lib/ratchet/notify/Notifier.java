package ratchet.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import ratchet.model.Json;
import ratchet.model.Toolkit;
import ratchet.model.UsageException;
import ratchet.promote.reload.ReloadToken;

/**
 * Posts JSON documents to one address. A failed post is a warning and never fails a command.
 * Redirects are not followed, so the token reaches no other host. Thread-safe.
 */
public final class Notifier implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int ATTEMPTS = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final HttpUrl url;
  private final Optional<ReloadToken> token;
  private final Consumer<String> warning;
  private final OkHttpClient client;

  /**
   * @param url http or https
   * @param token sent as {@code Authorization: Bearer}
   * @param warning receives one sentence for each document that could not be delivered
   * @throws UsageException for an address that is not an http or https URL
   */
  public Notifier(String url, Optional<ReloadToken> token, Consumer<String> warning) {
    this.url = HttpUrl.parse(url);
    if (this.url == null) {
      throw new UsageException(
          "--notify-url '" + url + "' is not an http or https address",
          "give an address such as https://ops.example/hooks/models");
    }
    this.token = token;
    this.warning = warning;
    this.client =
        new OkHttpClient.Builder()
            .callTimeout(TIMEOUT)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
  }

  /**
   * Posts one document, three times at most; repeats only when the address could not be reached or
   * answered 429 or 5xx.
   *
   * @return whether it was accepted (2xx)
   */
  public boolean post(ObjectNode document) {
    byte[] body = Json.line(document).getBytes(StandardCharsets.UTF_8);
    String problem = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Answer answer = post(body);
      if (answer.accepted) {
        return true;
      }
      problem = answer.problem;
      if (!answer.mayBeRepeated || attempt == ATTEMPTS || !pause(attempt)) {
        break;
      }
    }
    warning.accept("not notified: " + url.host() + ":" + url.port() + " " + problem);
    return false;
  }

  private record Answer(boolean accepted, boolean mayBeRepeated, String problem) {}

  private Answer post(byte[] body) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", Toolkit.NAME + "/" + Toolkit.VERSION)
            .post(RequestBody.create(body, JSON));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.value()));
    try (Response response = client.newCall(request.build()).execute()) {
      int status = response.code();
      return new Answer(
          response.isSuccessful(), status == 429 || status >= 500, "answered " + status);
    } catch (IOException e) {
      return new Answer(false, true, "did not answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static boolean pause(int attempt) {
    try {
      Thread.sleep(PAUSE.multipliedBy(attempt).toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
