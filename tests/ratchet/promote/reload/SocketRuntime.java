package ratchet.promote.reload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A runtime below HTTP: shows the bytes that were sent, hangs, drips, or hangs up. */
final class SocketRuntime implements AutoCloseable {
  /** What is done with one connection once the request's head is there. */
  interface Behaviour {
    void answer(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  SocketRuntime(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "socket-runtime");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes the request and never answers. */
  static SocketRuntime hanging() throws IOException {
    return new SocketRuntime(socket -> Thread.sleep(60_000));
  }

  static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/control/reload-models");
  }

  List<String> heads() {
    return heads;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "socket-runtime-answer");
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      // The test is over.
      heads.add("");
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      heads.add(head(socket.getInputStream()));
      behaviour.answer(socket);
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream stream) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = stream.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
