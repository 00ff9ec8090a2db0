package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.OptionalLong;
import ratchet.model.InputException;

/**
 * Reads from the mode and owner of a file which other users of this machine may read or write it.
 * Access lists are not read. On a system without file modes every method answers that nobody may.
 */
public final class FileTrust {
  private FileTrust() {}

  /** Whether every user may read it. */
  public static boolean isReadableByAll(Path file) {
    return hasMode(file, PosixFilePermission.OTHERS_READ);
  }

  /** Whether every user may write to it. */
  public static boolean isWritableByAll(Path file) {
    return hasMode(file, PosixFilePermission.OTHERS_WRITE);
  }

  /** Whether the file, and the link where it is one, belong to this user or to root. */
  public static boolean isOurs(Path file) {
    try {
      return (Files.notExists(file) || isOurs(UserId.ownerOf(file)))
          && isOurs(UserId.ownerOf(file, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Whether any user of this machine may have written it: it is writable by all, or it belongs to
   * somebody else and lies in a folder such as {@code /tmp}.
   */
  public static boolean mayBeFromAnyUser(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return isWritableByAll(file) || (isWritableByAll(folder) && !isOurs(file));
  }

  private static boolean isOurs(OptionalLong owner) {
    return owner.isEmpty() || owner.getAsLong() == UserId.ROOT || owner.equals(UserId.own());
  }

  /**
   * Checks a file that holds a secret: a user who may write to it could choose the secret.
   *
   * @param what the name of the file in the message, such as {@code the token file}
   * @throws InputException when every user may write to it
   */
  public static void requireNotWritableByAll(String what, Path file) {
    if (isWritableByAll(file)) {
      throw new InputException(
          what + " " + file + " may be written by every user of this machine",
          "put a new secret into it and run: chmod 600 " + file);
    }
  }

  private static boolean hasMode(Path file, PosixFilePermission bit) {
    try {
      return Files.getPosixFilePermissions(file).contains(bit);
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (IOException e) {
      throw FileFailure.of("cannot read the mode of", file, "", e);
    }
  }
}
