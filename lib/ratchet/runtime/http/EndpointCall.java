package ratchet.runtime.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Has a whole request answered: where it is short on the thread that calls, else on one that serves
 * no connections. Whatever goes wrong becomes a reply.
 */
final class EndpointCall {
  /** A longer body, and one that is compressed, would hold up other connections. */
  static final int SHORT_BODY_BYTES = 16 * 1024;

  private EndpointCall() {}

  /** Never fails. */
  static CompletableFuture<Reply> run(
      ServerState server, RequestHead head, Endpoint endpoint, byte[] body) {
    CompletableFuture<Reply> reply;
    try {
      boolean packed = Gzip.isApplied(head);
      reply =
          packed || body.length > SHORT_BODY_BYTES
              ? elsewhere(server, head, endpoint, body, packed)
              : endpoint.answer(new Request(head, body)).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(server, head, e));
    }
    return reply
        .thenApply(plain -> Gzip.pack(plain, head))
        .exceptionally(failure -> failed(server, head, failure));
  }

  private static CompletableFuture<Reply> elsewhere(
      ServerState server, RequestHead head, Endpoint endpoint, byte[] body, boolean packed) {
    return CompletableFuture.supplyAsync(
            () -> packed ? Gzip.unpack(body, server.settings().maxBodyBytes()) : body,
            server.longBodies())
        .thenCompose(plain -> endpoint.answer(new Request(head, plain)));
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
