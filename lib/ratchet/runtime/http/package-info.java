/**
 * A small HTTP/1.1 server on Netty: it handles connections and their limits, complete requests,
 * replies and an orderly stop. The code that starts it supplies the answers of each address.
 *
 * <p>It knows no model, file or metric. Start at {@link ratchet.runtime.http.HttpServer}, then
 * {@code Connection}.
 */
package ratchet.runtime.http;
