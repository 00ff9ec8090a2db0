package ratchet.runtime.http;

/**
 * Finds the endpoint for each request of a listener. Implementations are thread-safe and never
 * block.
 */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Finds the endpoint from the head alone, before the body is read.
   *
   * @throws HttpFailure when the request is refused; its body is then discarded
   */
  Endpoint endpointFor(RequestHead head);
}
