package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.OptionalLong;
import ratchet.model.InputException;

/**
 * Which other users of this machine may read or write a file, by its mode and owner. Access lists
 * are not looked at. On a system without modes nobody may.
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
   * Whether any user may have put it there: somebody else's file in a folder such as {@code /tmp},
   * or one that every user may write to.
   */
  public static boolean isAnybodys(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return isWritableByAll(file) || (isWritableByAll(folder) && !isOurs(file));
  }

  private static boolean isOurs(OptionalLong owner) {
    return owner.isEmpty() || owner.getAsLong() == UserId.ROOT || owner.equals(UserId.own());
  }

  /**
   * For a file with a secret: whoever may write to it chooses the secret.
   *
   * @param what it is called in the message, such as {@code the token file}
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
