package ratchet.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import ratchet.model.InputException;

/**
 * An HTTP/1.1 server with any number of listeners.
 *
 * <p>One thread accepts connections, and one thread for every two cores serves them. The control
 * listener has its own thread, so that it answers while all others are busy. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int MAX_READ_BYTES = 16 * 1024;

  /**
   * A client that connected before the server began to stop is accepted and answered within this
   * time.
   */
  private static final Duration GRACE = Duration.ofMillis(50);

  private static final long PAUSE_MS = 2;

  private final ServerState state;
  private final EventLoopGroup acceptor = threads("serve-accept", 1);
  private final EventLoopGroup loops;
  private final EventLoopGroup controlLoop = threads("serve-control", 1);
  private final Map<EventExecutor, OpenConnections> connections = new HashMap<>();
  private final List<Channel> listeners = new CopyOnWriteArrayList<>();
  private final List<Path> socketFiles = new CopyOnWriteArrayList<>();
  private boolean closed;

  public HttpServer(HttpSettings settings) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.state = new ServerState(settings, cores);
    // fewer loops than cores, so that cores remain for clients on this machine and for long bodies
    int loopCount = Math.max(1, cores / 2);
    this.loops = threads("serve", loopCount);
    loops.forEach(loop -> watch(loop, Math.max(1, settings.maxConnections() / loopCount)));
    controlLoop.forEach(loop -> watch(loop, settings.maxConnections()));
  }

  /**
   * Binds an address; connections wait until {@link #open}.
   *
   * @return the bound address with its actual port
   * @throws InputException when the address cannot be bound; the message names the process that
   *     uses it if it is another runtime
   */
  public InetSocketAddress listen(InetSocketAddress address, RequestHandler handler) {
    return listen(address, handler, acceptor, loops);
  }

  /** As {@link #listen}, but its connections have their own thread. */
  public InetSocketAddress listenForControl(InetSocketAddress address, RequestHandler handler) {
    return listen(address, handler, controlLoop, controlLoop);
  }

  /**
   * As {@link #listen}, on a Unix domain socket; its owner and group may connect. {@link #close}
   * removes the file.
   *
   * @throws InputException when the file exists and is not a socket left by an earlier process, or
   *     when the path cannot be used
   */
  public void listenOnUnixSocket(Path file, RequestHandler handler) {
    SocketAddress address = UnixSocketFile.prepare(file);
    ServerBootstrap bootstrap =
        bootstrap(NioServerDomainSocketChannel.class, handler, acceptor, loops);
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new InputException(
          "cannot listen on " + file + ": " + bound.cause().getMessage(),
          "choose a path in a folder that this process may write",
          bound.cause());
    }
    listeners.add(bound.channel());
    socketFiles.add(file);
    UnixSocketFile.restrict(file);
  }

  /** Begins to accept connections. */
  public void open() {
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }

  /** Whether {@link #close} has begun. */
  public boolean isDraining() {
    return state.isDraining();
  }

  /**
   * Stops the server: accepts waiting connections, stops listening, answers every request that has
   * begun, and returns. After the drain time-out the remaining connections are closed. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    state.startDraining();
    long deadlineNanos = System.nanoTime() + state.settings().drainTimeout().toNanos();
    try {
      Thread.sleep(GRACE.toMillis());
      stopListening();
      // two passes through the loop, so that data that has already arrived is read first
      connections.forEach((loop, open) -> loop.execute(() -> loop.execute(open::closeIdle)));
      Thread.sleep(PAUSE_MS);
      while (state.connections().get() > 0 && System.nanoTime() - deadlineNanos < 0) {
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      // an interrupted drain closes what is still open
      Thread.currentThread().interrupt();
      stopListening();
    }
    connections.forEach((loop, open) -> loop.execute(open::closeAll));
    for (EventLoopGroup group : List.of(acceptor, loops, controlLoop)) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
    for (EventLoopGroup group : List.of(acceptor, loops, controlLoop)) {
      group.terminationFuture().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
    state.longBodies().shutdownNow();
  }

  private void stopListening() {
    List<ChannelFuture> closing = new ArrayList<>();
    listeners.forEach(listener -> closing.add(listener.close()));
    closing.forEach(ChannelFuture::awaitUninterruptibly);
    listeners.clear();
    socketFiles.forEach(UnixSocketFile::remove);
    socketFiles.clear();
  }

  private InetSocketAddress listen(
      InetSocketAddress address,
      RequestHandler handler,
      EventLoopGroup accepting,
      EventLoopGroup serving) {
    ServerBootstrap bootstrap =
        bootstrap(NioServerSocketChannel.class, handler, accepting, serving)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true);
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Listener.refused(address, bound.cause());
    }
    listeners.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  private ServerBootstrap bootstrap(
      Class<? extends ServerChannel> type,
      RequestHandler handler,
      EventLoopGroup accepting,
      EventLoopGroup serving) {
    return new ServerBootstrap()
        .group(accepting, serving)
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(64, 2048, MAX_READ_BYTES))
        .childHandler(new ConnectionInitializer(state, handler, connections));
  }

  private void watch(EventExecutor loop, int mostConnections) {
    OpenConnections open = new OpenConnections(mostConnections);
    connections.put(loop, open);
    long pause = Math.max(10, Math.min(1000, state.settings().requestTimeout().toMillis() / 10));
    loop.scheduleWithFixedDelay(
        () -> {
          state.renewDate();
          open.sweep(System.nanoTime());
        },
        pause,
        pause,
        TimeUnit.MILLISECONDS);
  }

  private static EventLoopGroup threads(String name, int count) {
    return new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
  }
}
