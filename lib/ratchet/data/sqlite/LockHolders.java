package ratchet.data.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who holds locks on a file: on Linux the kernel tells, in {@code /proc/locks}, lines such as
 * {@code 1: POSIX ADVISORY WRITE 4711 fe:01:131 128 128}, where the last part of the sixth word is
 * the inode. Elsewhere nobody is known.
 */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int MODE = 3;
  private static final int PROCESS = 4;
  private static final int FILE = 5;

  private LockHolders() {}

  /** E.g. {@code process 4711 (/usr/bin/node)}; {@code another process} where none is known. */
  static String describe(Path file) {
    String known =
        processes(file).stream().map(LockHolders::describe).collect(Collectors.joining(", "));
    return known.isEmpty() ? "another process" : known;
  }

  private static List<Long> processes(Path file) {
    try (Stream<String> lines = Files.lines(LOCKS)) {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(words -> words.length > FILE && words[MODE].equals("WRITE"))
          .filter(words -> words[FILE].endsWith(inode))
          .map(words -> Long.parseLong(words[PROCESS]))
          .filter(process -> process > 0 && process != ProcessHandle.current().pid())
          .distinct()
          .sorted()
          .toList();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // another system, or a line of another shape: the failure to be told is the lock itself
      return List.of();
    }
  }

  private static String describe(long process) {
    return "process "
        + process
        + ProcessHandle.of(process)
            .flatMap(handle -> handle.info().command())
            .map(command -> " (" + command + ")")
            .orElse("");
  }
}
