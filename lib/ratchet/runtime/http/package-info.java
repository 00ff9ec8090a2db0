/**
 * A small HTTP/1.1 server on Netty: connections and their limits, requests as whole bodies,
 * replies, an orderly end. What an address answers comes from whoever starts it.
 *
 * <p>It knows no model, file or metric. Start at {@link ratchet.runtime.http.HttpServer}, then
 * {@code Connection}.
 */
package ratchet.runtime.http;
