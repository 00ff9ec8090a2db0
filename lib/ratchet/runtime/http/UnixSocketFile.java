package ratchet.runtime.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import ratchet.model.InputException;

/** The file of a Unix domain socket. It replaces only a socket on which no process listens. */
final class UnixSocketFile {
  /** The longest path that the system's socket address can hold. */
  private static final int MAX_PATH_BYTES = 107;

  private static final String OPTION = "--unix-socket";

  private UnixSocketFile() {}

  /**
   * The address; a socket that an earlier process left there is removed first.
   *
   * @throws InputException when another file or a live socket is there, or the path cannot be used
   *     for a socket
   */
  static UnixDomainSocketAddress prepare(Path file) {
    if (file.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new InputException(
          OPTION
              + " "
              + file
              + " is longer than the "
              + MAX_PATH_BYTES
              + " bytes that a socket path may have",
          "choose a shorter path, for instance below /run");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException(
          OPTION + " " + file + ": its folder does not exist", "create it, or choose another path");
    }
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      removeDead(file, address);
    }
    return address;
  }

  /** Allows only the owner and the group to connect. */
  static void restrict(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException | UnsupportedOperationException e) {
      throw new InputException(
          OPTION + " " + file + ": its permissions cannot be set (" + e.getMessage() + ")",
          "choose a path on a local file system",
          e);
    }
  }

  static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // the next start removes a leftover socket, so this failure is harmless
    }
  }

  private static void removeDead(Path file, UnixDomainSocketAddress address) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isOther()) {
        throw new InputException(
            OPTION + " " + file + " exists and is not a socket",
            "choose another path; nothing was changed");
      }
      if (answers(address)) {
        throw new InputException(
            OPTION + " " + file + ": another process listens there already",
            "stop it, or choose another path");
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new InputException(
          OPTION + " " + file + " cannot be used (" + e.getClass().getSimpleName() + ")",
          "choose a path in a folder that this process may write",
          e);
    }
  }

  private static boolean answers(UnixDomainSocketAddress address) {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(address);
    } catch (IOException e) {
      return false;
    }
  }
}
