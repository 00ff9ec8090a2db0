package ratchet.runtime.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers complete requests to one address.
 *
 * <p>It is called on a thread that also serves other connections, so it must not block. Work that
 * waits for a disk or takes more than a millisecond must run on another thread and complete the
 * stage later. A request with a long or compressed body is called on a worker thread that serves no
 * connections.
 */
@FunctionalInterface
public interface Endpoint {
  /**
   * Answers one request.
   *
   * @throws HttpFailure when the answer is an error; the stage may also fail with it
   */
  CompletionStage<Reply> answer(Request request);

  /** An endpoint that computes its answer during the call. */
  static Endpoint immediate(Function<Request, Reply> answer) {
    return request -> CompletableFuture.completedFuture(answer.apply(request));
  }
}
