/**
 * A small HTTP/1.1 server on Netty: connections and their limits, requests as whole bodies,
 * replies, an orderly end. It knows nothing of models, files or metrics; what an address answers
 * comes from whoever starts it.
 *
 * <p>Start reading at {@link ratchet.runtime.http.HttpServer}, then {@code Connection}.
 */
package ratchet.runtime.http;
