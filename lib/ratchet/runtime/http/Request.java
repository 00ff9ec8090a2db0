package ratchet.runtime.http;

/**
 * A complete request.
 *
 * @param body the bytes after decompression; must not be changed
 */
public record Request(RequestHead head, byte[] body) {}
