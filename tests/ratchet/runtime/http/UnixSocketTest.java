package ratchet.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

class UnixSocketTest {
  @TempDir Path folder;

  @Test
  void answersOnAFileThatOthersMayNotUseAndRemovesIt() throws Exception {
    Path file = folder.resolve("score.sock");
    try (TestServer server = new TestServer()) {
      server.server.listenOnUnixSocket(file, server::endpoint);
      server.server.open();
      assumeThat(Files.getFileStore(file).supportsFileAttributeView("posix")).isTrue();

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-rw----");
      String answer = ask(file, "Connection: close\r\n");
      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("abc");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void takesThePlaceOfADeadSocketAndOfNothingElse() throws Exception {
    Path dead = folder.resolve("dead.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(dead))
        .close();
    assertThat(dead).exists();
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    Path live = folder.resolve("live.sock");
    try (TestServer server = new TestServer();
        ServerSocketChannel other =
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(live))) {
      assertThat(other.isOpen()).isTrue();
      refuses(server, file, "is not a socket");
      refuses(server, link, "is not a socket");
      refuses(server, live, "another process listens there");
      refuses(server, folder.resolve("none/x.sock"), "its folder does not exist");
      refuses(server, folder.resolve("x".repeat(108)), "is longer than");
      assertThat(file).hasContent("mine");

      server.server.listenOnUnixSocket(dead, server::endpoint);
      server.server.open();
      assertThat(ask(dead, "Connection: close\r\n")).endsWith("abc");
    }
  }

  private static void refuses(TestServer server, Path file, String reason) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> server.server.listenOnUnixSocket(file, server::endpoint))
        .withMessageContaining(file.toString())
        .withMessageContaining(reason);
  }

  private static String ask(Path file, String header) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(file));
      byte[] request = RawConnection.post("/echo", "abc", header.strip()).getBytes();
      channel.write(ByteBuffer.wrap(request));
      ByteBuffer answer = ByteBuffer.allocate(4096);
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
  }
}
