package ratchet.runtime.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers whole requests of one address.
 *
 * <p>It is called on a thread that serves other connections too, so it must not block: what waits
 * for a disk or takes more than a millisecond completes later, on a thread of its own. Only a
 * request with a long body is given a thread that has nothing else to do.
 */
@FunctionalInterface
public interface Endpoint {
  /**
   * @throws HttpFailure for a request that is answered with an error; the stage may fail with one
   *     too
   */
  CompletionStage<Reply> answer(Request request);

  /** An endpoint whose answer is there when the call returns. */
  static Endpoint immediate(Function<Request, Reply> answer) {
    return request -> CompletableFuture.completedFuture(answer.apply(request));
  }
}
