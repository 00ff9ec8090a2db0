package ratchet.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Permissions of files that replace other files: a new version gets those of the old one. */
final class FilePermissions {
  private static final int MOST_WORDS = 500;

  private FilePermissions() {}

  /**
   * Copies owner, group, mode, access control list and extended attributes.
   *
   * @throws IOException when one of them cannot be kept: otherwise a runtime under another account
   *     could lose access, or somebody else could gain it
   */
  static void copy(Path from, Path to) throws IOException {
    PosixFileAttributeView source = view(from);
    PosixFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    copyOwner(wanted, target, to);
    Optional<Path> copier = copier();
    if (copier.isPresent()) {
      copyWithLists(copier.get(), from, to);
    }
    target.setPermissions(wanted.permissions());
  }

  /**
   * Copies owner, group and mode, as far as this account may.
   *
   * @throws IOException when the mode cannot be set
   */
  static void copyBasic(Path from, Path to) throws IOException {
    PosixFileAttributeView source = view(from);
    PosixFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes wanted = source.readAttributes();
    Set<PosixFilePermission> mode = wanted.permissions();
    try {
      copyOwner(wanted, target, to);
    } catch (FileSystemException notOurs) {
      // the group could not be kept, so the new group gets no more than everybody
      mode = withoutGroup(mode);
    }
    target.setPermissions(mode);
  }

  private static Set<PosixFilePermission> withoutGroup(Set<PosixFilePermission> mode) {
    Set<PosixFilePermission> narrow = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission bit : mode) {
      String asOthers = bit.name().replace("GROUP", "OTHERS");
      if (mode.contains(PosixFilePermission.valueOf(asOthers))) {
        narrow.add(bit);
      }
    }
    return narrow;
  }

  /** Removes from {@code to} the permissions that {@code like} does not have; the owner's stay. */
  static void narrow(Path to, Path like) throws IOException {
    PosixFileAttributeView source = view(like);
    PosixFileAttributeView target = view(to);
    if (source == null || target == null) {
      return;
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(target.readAttributes().permissions());
    mode.retainAll(source.readAttributes().permissions());
    mode.add(PosixFilePermission.OWNER_READ);
    mode.add(PosixFilePermission.OWNER_WRITE);
    target.setPermissions(mode);
  }

  private static void copyOwner(PosixFileAttributes wanted, PosixFileAttributeView to, Path file)
      throws FileSystemException {
    try {
      PosixFileAttributes given = to.readAttributes();
      if (!wanted.group().equals(given.group())) {
        to.setGroup(wanted.group());
      }
      if (!wanted.owner().equals(given.owner())) {
        to.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      throw new FileSystemException(
          file.toString(),
          null,
          "cannot give it to "
              + wanted.owner()
              + ":"
              + wanted.group()
              + ", the owner of the former file; run this as that account or as root");
    }
  }

  /** Uses coreutils: Java reads neither POSIX access lists nor all extended attributes. */
  private static void copyWithLists(Path copier, Path from, Path to) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    copier.toString(),
                    "--attributes-only",
                    "--preserve=mode,xattr",
                    "--",
                    from.toAbsolutePath().toString(),
                    to.toAbsolutePath().toString()))
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (InputStream output = process.getInputStream()) {
      process.getOutputStream().close();
      String words = new String(output.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new FileSystemException(
            to.toString(),
            null,
            "cannot keep the access list and extended attributes of the former file ("
                + words.replaceAll("[\\p{Cntrl}\\s]+", " ")
                + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FileSystemException(to.toString(), null, "interrupted");
    }
  }

  /** GNU {@code cp} on Linux; empty on other systems. */
  private static Optional<Path> copier() {
    return System.getProperty("os.name").equals("Linux")
        ? Stream.of(Path.of("/bin/cp"), Path.of("/usr/bin/cp"))
            .filter(Files::isExecutable)
            .findFirst()
        : Optional.empty();
  }

  private static PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }
}
