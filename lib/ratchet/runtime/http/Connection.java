package ratchet.runtime.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One connection: reads its requests one after the other, has each one answered, and measures how
 * long it takes. All methods run on the event loop of the connection.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  /**
   * After an answer that ends the connection, further input is read and discarded for this long.
   */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private enum State {
    /** Waits for a complete request. */
    WAITING,
    /** A complete request has arrived, and its answer is not yet sent completely. */
    ANSWERING,
    /**
     * The last answer was sent. Closing at once could destroy data that the client has not read
     * yet.
     */
    LINGERING
  }

  private final ServerState server;
  private final RequestHandler handler;
  private final OpenConnections connections;
  private final RequestBody body;
  private final Queue<Object> pipelined = new ArrayDeque<>(0);
  private ChannelHandlerContext context;
  private State state = State.WAITING;
  private long waitingSinceNanos = System.nanoTime();
  private long begunNanos;
  private boolean begun;
  private boolean inputEnded;
  private boolean replaying;
  private RequestHead head;
  private Endpoint endpoint;
  private HttpFailure refusal;
  private boolean keepAlive;

  Connection(ServerState server, RequestHandler handler, OpenConnections connections) {
    this.server = server;
    this.handler = handler;
    this.connections = connections;
    this.body = new RequestBody(server.settings().maxBodyBytes(), server.held());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    server.connections().incrementAndGet();
    if (!connections.add(this)) {
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    server.connections().decrementAndGet();
    connections.remove(this);
    body.release();
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
  }

  /** Records the arrival of a request's first byte; called before the bytes are parsed. */
  void bytesArrived() {
    if (!begun && state == State.WAITING) {
      begun = true;
      begunNanos = System.nanoTime();
    }
  }

  boolean isWaiting() {
    return state != State.ANSWERING;
  }

  long waitingSinceNanos() {
    return waitingSinceNanos;
  }

  void close() {
    context.close();
  }

  void closeIfIdle() {
    if (state == State.WAITING && !begun) {
      close();
    }
  }

  void closeIfOverdue(long nowNanos) {
    HttpSettings settings = server.settings();
    boolean overdue =
        switch (state) {
          case WAITING ->
              begun
                  ? nowNanos - begunNanos > settings.requestTimeout().toNanos()
                  : nowNanos - waitingSinceNanos > settings.idleTimeout().toNanos();
          case ANSWERING -> nowNanos - begunNanos > settings.requestTimeout().toNanos();
          case LINGERING -> nowNanos - waitingSinceNanos > LINGER_NANOS;
        };
    if (overdue) {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (state) {
      case WAITING -> take(message);
      case ANSWERING -> pipelined.add(message);
      case LINGERING -> ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (state != State.ANSWERING) {
        close();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      server.log().unexpected(cause);
    }
    close();
  }

  private void take(Object message) {
    try {
      if (message instanceof HttpRequest request) {
        begin(request);
      }
      if (state == State.WAITING && head != null && message instanceof HttpContent content) {
        receive(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    bytesArrived();
    head = RequestHead.of(request, context.channel().localAddress());
    keepAlive = HttpUtil.isKeepAlive(request);
    refusal = null;
    endpoint = null;
    if (request.decoderResult().isFailure()) {
      refuseAtOnce(malformed(request.decoderResult().cause()));
      return;
    }
    try {
      endpoint = handler.endpointFor(head);
      body.expect(checkedLength(request));
    } catch (HttpFailure e) {
      refusal = e;
    }
    if (request.headers().contains("Expect")) {
      expectation(request);
    } else if (refusal != null
        && HttpUtil.getContentLength(request, 0L) > RequestBody.MAX_DISCARDED_BYTES) {
      refuseAtOnce(refusal);
    }
  }

  private long checkedLength(HttpRequest request) {
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > server.settings().maxBodyBytes()) {
      throw HttpFailure.tooLarge("the body is larger than 1 MiB");
    }
    return length;
  }

  private void expectation(HttpRequest request) {
    if (!HttpUtil.is100ContinueExpected(request)) {
      refuseAtOnce(new HttpFailure(417, "only Expect: 100-continue is known", Map.of()));
    } else if (refusal != null) {
      refuseAtOnce(refusal);
    } else {
      context.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  /**
   * Answers before the request has arrived completely; the rest is read and discarded while the
   * connection lingers.
   */
  private void refuseAtOnce(HttpFailure failure) {
    keepAlive = false;
    state = State.ANSWERING;
    send(Reply.error(failure));
  }

  private void receive(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      refuseAtOnce(malformed(content.decoderResult().cause()));
      return;
    }
    if (refusal == null) {
      try {
        body.add(content.content());
      } catch (HttpFailure e) {
        refusal = e;
        body.release();
      }
    }
    if (refusal != null && !body.discard(content.content())) {
      refuseAtOnce(refusal);
    } else if (content instanceof LastHttpContent) {
      state = State.ANSWERING;
      answer();
    }
  }

  private void answer() {
    if (refusal != null) {
      send(Reply.error(refusal));
      return;
    }
    CompletableFuture<Reply> reply = EndpointCall.run(server, head, endpoint, body.toArray());
    if (reply.isDone()) {
      send(reply.join());
      return;
    }
    // read nothing more until this request is answered
    context.channel().config().setAutoRead(false);
    reply.thenAccept(value -> context.executor().execute(() -> send(value)));
  }

  private void send(Reply reply) {
    if (!context.channel().isActive()) {
      return;
    }
    body.release();
    keepAlive = keepAlive && !server.isDraining();
    server.log().answered(head, reply, begunNanos);
    boolean oldClient = head.isHttp10();
    ChannelFuture sent =
        context.writeAndFlush(
            ReplyWriter.response(
                reply, !head.method().equals("HEAD"), keepAlive, oldClient, server.date()));
    if (sent.isDone()) {
      sent(sent);
      return;
    }
    long bytes = reply.body().length;
    if (!server.held().tryTake(bytes)) {
      // this client does not read, and other clients use all the memory that is allowed
      close();
      return;
    }
    context.channel().config().setAutoRead(false);
    sent.addListener(
        done -> {
          server.held().giveBack(bytes);
          sent((ChannelFuture) done);
        });
  }

  private void sent(ChannelFuture done) {
    if (!done.isSuccess()) {
      close();
      return;
    }
    head = null;
    endpoint = null;
    begun = false;
    waitingSinceNanos = System.nanoTime();
    if (!keepAlive) {
      linger();
      return;
    }
    state = State.WAITING;
    if (!replaying) {
      replay();
    }
  }

  /** Handles the requests that arrived behind the one that has just been answered. */
  private void replay() {
    replaying = true;
    while (state == State.WAITING && !pipelined.isEmpty()) {
      bytesArrived();
      take(pipelined.remove());
    }
    replaying = false;
    if (state == State.WAITING) {
      if (inputEnded) {
        close();
      } else if (!context.channel().config().isAutoRead()) {
        context.channel().config().setAutoRead(true);
      }
    }
  }

  private void linger() {
    state = State.LINGERING;
    pipelined.forEach(ReferenceCountUtil::release);
    pipelined.clear();
    if (inputEnded || !(context.channel() instanceof DuplexChannel channel)) {
      close();
      return;
    }
    channel.shutdownOutput();
    channel.config().setAutoRead(true);
  }

  /** The reply to a request that is not HTTP. */
  private static HttpFailure malformed(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new HttpFailure(414, "the request line is too long", Map.of());
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new HttpFailure(431, "the headers are larger than 32 KiB", Map.of());
    }
    // the parser's message would repeat what the client sent
    return HttpFailure.badRequest("the request is malformed");
  }
}
