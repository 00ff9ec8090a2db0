package ratchet.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** Converts replies to Netty's responses. */
final class ReplyWriter {
  private static final AsciiString NO_STORE = AsciiString.cached("no-store");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");

  /** Headers need no validation: no name or value comes from a request. */
  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private ReplyWriter() {}

  /**
   * @param withBody false for HEAD: the length is sent, the body is not
   * @param keepAlive whether another request may follow
   * @param oldClient whether the client speaks HTTP/1.0, which requires an explicit keep-alive
   *     header
   */
  static FullHttpResponse response(
      Reply reply, boolean withBody, boolean keepAlive, boolean oldClient, String date) {
    ByteBuf body = withBody ? Unpooled.wrappedBuffer(reply.body()) : Unpooled.EMPTY_BUFFER;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            body,
            UNCHECKED,
            UNCHECKED);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.DATE, date);
    headers.set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
    headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    reply.headers().forEach(headers::set);
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (oldClient) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return response;
  }
}
