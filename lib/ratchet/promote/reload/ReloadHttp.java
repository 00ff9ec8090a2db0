package ratchet.promote.reload;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import ratchet.model.Toolkit;
import ratchet.promote.reload.ReloadHttp.ReloadExchange.Stage;

/**
 * Sends single requests to a runtime. Redirects are not followed, so a token never reaches another
 * host, and the client repeats no request by itself. Thread-safe.
 */
final class ReloadHttp implements AutoCloseable {
  /** 1 MiB; a reply has some hundred bytes, a metrics page some ten thousand. */
  static final int MAX_BODY_BYTES = 1024 * 1024;

  private final ReloadSettings settings;
  private final OkHttpClient client;

  ReloadHttp(ReloadSettings settings) {
    this.settings = settings;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.readTimeout())
            .writeTimeout(settings.readTimeout())
            .callTimeout(settings.connectTimeout().plus(settings.readTimeout()))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListenerFactory(SentListener::new)
            .build();
  }

  /** An empty POST, which has no Content-Type: the services answer a form type with 415. */
  ReloadExchange post(URI url) {
    return exchange(request(url, true).post(RequestBody.create(new byte[0], null)));
  }

  ReloadExchange get(URI url, boolean withToken) {
    return exchange(request(url, withToken).get());
  }

  private Request.Builder request(URI url, boolean withToken) {
    Request.Builder request =
        new Request.Builder()
            .url(url.toString())
            .header("User-Agent", Toolkit.NAME + "/" + Toolkit.VERSION)
            .tag(Sent.class, new Sent());
    if (withToken) {
      settings
          .token()
          .ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    }
    return request;
  }

  private ReloadExchange exchange(Request.Builder builder) {
    Request request = builder.build();
    try (Response response = client.newCall(request).execute()) {
      InputStream stream = response.body().byteStream();
      byte[] body = stream.readNBytes(MAX_BODY_BYTES + 1);
      return new ReloadExchange.Answered(
          response.code(),
          Optional.ofNullable(response.header("Retry-After")),
          Arrays.copyOf(body, Math.min(body.length, MAX_BODY_BYTES)),
          body.length <= MAX_BODY_BYTES);
    } catch (IOException e) {
      Stage stage = stage(e, Sent.of(request).flag.get());
      return new ReloadExchange.Silent(why(e, stage), stage);
    }
  }

  private static Stage stage(IOException failure, boolean sent) {
    if (!sent) {
      return Stage.UNREACHABLE;
    }
    return failure instanceof InterruptedIOException ? Stage.TIMED_OUT : Stage.CUT_OFF;
  }

  private String why(IOException failure, Stage stage) {
    if (stage == Stage.TIMED_OUT) {
      return "no answer within " + settings.readTimeout().toMillis() / 1000.0 + " s";
    }
    if (failure instanceof SocketTimeoutException) {
      return "no connection within " + settings.connectTimeout().toMillis() / 1000.0 + " s";
    }
    if (failure instanceof UnknownHostException) {
      return "unknown host";
    }
    if (failure instanceof ConnectException) {
      return "connection refused";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Whether a request left this machine. */
  private static final class Sent {
    private final AtomicBoolean flag = new AtomicBoolean();

    static Sent of(Request request) {
      return request.tag(Sent.class);
    }
  }

  private static final class SentListener extends EventListener {
    SentListener(Call call) {
      Sent.of(call.request()).flag.set(false);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
      Sent.of(call.request()).flag.set(true);
    }
  }

  /** Closes idle connections; no thread of the client keeps a process alive. */
  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  /** The result of one request. */
  sealed interface ReloadExchange {
    /**
     * The runtime answered.
     *
     * @param retryAfter the header of that name
     * @param body at most {@link ReloadHttp#MAX_BODY_BYTES}
     * @param whole whether {@code body} is the whole body
     */
    record Answered(int status, Optional<String> retryAfter, byte[] body, boolean whole)
        implements ReloadExchange {}

    /**
     * There was no answer.
     *
     * @param why the reason, e.g. {@code connection refused}
     * @param stage at which the request failed
     */
    record Silent(String why, Stage stage) implements ReloadExchange {}

    /** The stage at which a request failed that was not answered. */
    enum Stage {
      /** No connection could be made. */
      UNREACHABLE,
      /** The connection broke. */
      CUT_OFF,
      /** It was sent and not answered in time; another attempt would double the wait. */
      TIMED_OUT
    }

    /** Whether another attempt may succeed: no connection, 429, 5xx; never another 4xx. */
    default boolean worthRetrying() {
      if (this instanceof Answered answer) {
        return answer.status() == 429 || answer.status() >= 500;
      }
      return this instanceof Silent silent && silent.stage() != Stage.TIMED_OUT;
    }
  }
}
