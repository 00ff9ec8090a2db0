package ratchet.runtime.http;

/**
 * A whole request.
 *
 * @param body its bytes, gzip undone; not to be changed
 */
public record Request(RequestHead head, byte[] body) {}
