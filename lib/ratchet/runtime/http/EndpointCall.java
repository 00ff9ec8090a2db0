package ratchet.runtime.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Calls the endpoint for a complete request: on the calling thread when the body is short and not
 * compressed, else on a worker thread. Every failure becomes a reply.
 */
final class EndpointCall {
  /** A longer or a compressed body would delay other connections of the same thread. */
  static final int SHORT_BODY_BYTES = 4 * 1024;

  private EndpointCall() {}

  /** The reply; the future never fails. */
  static CompletableFuture<Reply> run(
      ServerState server, RequestHead head, Endpoint endpoint, byte[] body) {
    CompletableFuture<Reply> reply;
    try {
      boolean packed = Gzip.isApplied(head);
      reply =
          packed || body.length > SHORT_BODY_BYTES
              ? elsewhere(server, head, endpoint, body, packed)
              : packed(endpoint.answer(new Request(head, body)), head).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(server, head, e));
    }
    return reply.exceptionally(failure -> failed(server, head, failure));
  }

  private static CompletableFuture<Reply> elsewhere(
      ServerState server, RequestHead head, Endpoint endpoint, byte[] body, boolean packed) {
    // all in one step, because a stage chained to a completed future runs on the calling thread
    return CompletableFuture.supplyAsync(
            () -> {
              int most = server.settings().maxBodyBytes();
              byte[] plain = packed ? Gzip.unpack(body, most) : body;
              return packed(endpoint.answer(new Request(head, plain)), head);
            },
            server.longBodies())
        .thenCompose(Function.identity());
  }

  private static CompletionStage<Reply> packed(CompletionStage<Reply> reply, RequestHead head) {
    return reply.thenApply(plain -> Gzip.pack(plain, head));
  }

  private static Reply failed(ServerState server, RequestHead head, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof HttpFailure known) {
      return Reply.error(known);
    }
    server.log().unexpected(head, cause);
    return Reply.error(new HttpFailure(500, "unexpected failure; the log says more", Map.of()));
  }
}
