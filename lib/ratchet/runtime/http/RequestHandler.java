package ratchet.runtime.http;

/** What a listener answers: finds the endpoint of each request. Thread-safe, never blocking. */
@FunctionalInterface
public interface RequestHandler {
  /**
   * Decides by the head alone, before the body is read.
   *
   * @throws HttpFailure for a request that is refused; its body is not kept
   */
  Endpoint endpointFor(RequestHead head);
}
