package ratchet.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Who may read a file: a new version is readable by whom the old one was. */
final class FileAccess {
  private FileAccess() {}

  /**
   * Copies mode, and owner and group where they differ.
   *
   * @throws IOException when this account may not give the file to its former owner or group and
   *     not everybody may read it: a runtime under that account would be locked out
   */
  static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView source = view(from);
    PosixFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    PosixFileAttributes given = target.readAttributes();
    try {
      if (!wanted.group().equals(given.group())) {
        target.setGroup(wanted.group());
      }
      if (!wanted.owner().equals(given.owner())) {
        target.setOwner(wanted.owner());
      }
    } catch (FileSystemException e) {
      if (!wanted.permissions().contains(PosixFilePermission.OTHERS_READ)) {
        throw new FileSystemException(
            to.toString(), null, "cannot give it to " + wanted.owner() + ":" + wanted.group());
      }
    }
    target.setPermissions(wanted.permissions());
  }

  private static PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }
}
