package ratchet.promote.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ends a command and everything it started. Children are found by descent and, on Linux, by a mark
 * in their environment as well: a process that was left to itself has no parent to be found by.
 */
final class ProcessTree {
  /** Environment variable that every process of one run inherits. */
  static final String MARK = "RATCHET_HOOK_RUN";

  private static final Path PROCESSES = Path.of("/proc");

  /** Whatever is started while the others are being ended is ended in the next round. */
  private static final int ROUNDS = 500;

  private static final long ROUND_NANOS = 4_000_000;

  private ProcessTree() {}

  static void kill(Process process, String mark) {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left = marked(mark);
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(ROUND_NANOS);
    }
  }

  static List<ProcessHandle> marked(String mark) {
    if (!Files.isDirectory(PROCESSES)) {
      return List.of();
    }
    byte[] entry = (MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
    try (Stream<Path> processes = Files.list(PROCESSES)) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> environmentHolds(path.resolve("environ"), entry))
          .flatMap(path -> handle(path).stream())
          .filter(ProcessHandle::isAlive)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean environmentHolds(Path environment, byte[] entry) {
    try {
      String all = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return all.contains(new String(entry, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Another account's process, or one that has just ended: not one of this run.
      return false;
    }
  }

  private static Optional<ProcessHandle> handle(Path process) {
    return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
  }
}
