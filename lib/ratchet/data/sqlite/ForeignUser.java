package ratchet.data.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import ratchet.model.InputException;
import ratchet.store.UserId;

/**
 * Refuses a user who does not own the database, before SQLite opens the file. In WAL mode SQLite
 * creates missing {@code -shm} and {@code -wal} files, even for a read-only connection, and leaves
 * them behind. They would belong to that user, and the services could no longer open their own
 * database. The owner and root are allowed: SQLite gives the owner the files that root creates.
 */
final class ForeignUser {
  private static final int FORMATS = 18;
  private static final byte WAL = 2;

  /** By file key, never closed: closing one would end this process's locks on the file. */
  private static final Map<Object, FileChannel> OPENED = new ConcurrentHashMap<>();

  private ForeignUser() {}

  /**
   * @throws InputException when opening the file would put files of this user beside it
   */
  static void check(Path file) {
    try {
      Path real = file.toRealPath();
      OptionalLong owner = UserId.ownerOf(real);
      OptionalLong user = UserId.own();
      boolean leavesNothing =
          owner.isEmpty()
              || user.equals(owner)
              || user.equals(OptionalLong.of(UserId.ROOT))
              || hasBoth(real);
      if (!leavesNothing && isInWalMode(real)) {
        throw refusal(file, owner.getAsLong(), name(user));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          "cannot read " + file + ": " + e.getMessage(),
          "let this user read the file and the folders above it",
          e);
    }
  }

  private static InputException refusal(Path file, long owner, String user) {
    return new UnreadableFileException(
        file,
        file
            + " belongs to user "
            + owner
            + " and is in WAL mode, and no service has it open: opening it as "
            + user
            + " would leave -shm and -wal files that lock its services out",
        "run as user " + owner + ", or while a service has it open, or read a copy of the file");
  }

  private static String name(OptionalLong user) {
    return user.isPresent() ? "user " + user.getAsLong() : "another user";
  }

  private static boolean hasBoth(Path real) {
    return Files.exists(Path.of(real + "-shm")) && Files.exists(Path.of(real + "-wal"));
  }

  /** The header names a version for writing and one for reading: 1 is a rollback journal. */
  private static boolean isInWalMode(Path real) throws IOException {
    FileChannel opened =
        OPENED.computeIfAbsent(Files.getAttribute(real, "unix:fileKey"), key -> open(real));
    ByteBuffer formats = ByteBuffer.allocate(2);
    opened.read(formats, FORMATS);
    return formats.get(0) == WAL || formats.get(1) == WAL;
  }

  private static FileChannel open(Path real) {
    try {
      return FileChannel.open(real);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
