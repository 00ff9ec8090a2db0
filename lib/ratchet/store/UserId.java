package ratchet.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Numeric ids of users. Names are not reliable: a container's user often has none, and Java then
 * reports the name {@code ?} and the id of root.
 */
public final class UserId {
  /** The id of the superuser. */
  public static final long ROOT = 0;

  private static final Path STATUS = Path.of("/proc/self/status");

  private UserId() {}

  /** The effective user of this process; empty where it cannot be determined. */
  public static OptionalLong own() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      // Uid: real, effective, saved, file system
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .mapToLong(line -> Long.parseLong(line.split("\\s+")[2]))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return ofAccount(); // not Linux
    }
  }

  private static OptionalLong ofAccount() {
    try {
      UnixSystem account = new UnixSystem();
      return account.getUsername() == null
          ? OptionalLong.empty()
          : OptionalLong.of(account.getUid());
    } catch (LinkageError e) {
      return OptionalLong.empty(); // Windows
    }
  }

  /**
   * The owner of a file, or of what a link leads to.
   *
   * @return empty where files have no numeric owners
   */
  public static OptionalLong ownerOf(Path file, LinkOption... options) throws IOException {
    try {
      return OptionalLong.of(
          Integer.toUnsignedLong((Integer) Files.getAttribute(file, "unix:uid", options)));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }
}
