package ratchet.runtime.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;

/** Sets up the handlers of each new connection: Netty's codec and the {@link Connection}. */
final class ConnectionInitializer extends ChannelInitializer<Channel> {
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 32 * 1024;

  private final ServerState server;
  private final RequestHandler handler;
  private final Map<EventExecutor, OpenConnections> connections;

  /**
   * @param connections the open connections of each event loop; it has every loop before the first
   *     connection
   */
  ConnectionInitializer(
      ServerState server, RequestHandler handler, Map<EventExecutor, OpenConnections> connections) {
    this.server = server;
    this.handler = handler;
    this.connections = connections;
  }

  @Override
  protected void initChannel(Channel channel) {
    Connection connection = new Connection(server, handler, connections.get(channel.eventLoop()));
    channel
        .pipeline()
        .addLast(new FirstByte(connection))
        .addLast(new StrictDecoder())
        .addLast(new HttpResponseEncoder())
        .addLast(connection);
  }

  /**
   * Runs before the decoder, because a request begins with its first byte, not with its last
   * header.
   */
  private static final class FirstByte extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    FirstByte(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      connection.bytesArrived();
      context.fireChannelRead(bytes);
    }
  }

  private static final class StrictDecoder extends HttpRequestDecoder {
    StrictDecoder() {
      super(
          new HttpDecoderConfig()
              .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
              .setMaxHeaderSize(MAX_HEADER_BYTES)
              .setValidateHeaders(true)
              .setStrictLineParsing(true)
              .setUseRfc9112TransferEncoding(true));
    }

    /** Refuses a request with two lengths: this is how a request is smuggled past a proxy. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
      throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
  }
}
