package ratchet.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's own stdout and stderr, and whether a person watches them. */
final class Terminal {
  static final PrintWriter STDOUT = new PrintWriter(System.out, true);
  static final PrintWriter STDERR = new PrintWriter(System.err, true);

  private static final Path STDERR_DESCRIPTOR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /**
   * Whether a progress bar may be drawn there: it is this process's stderr, a terminal, and not a
   * dumb one.
   */
  static boolean isWatched(PrintWriter writer) {
    return writer == STDERR && !"dumb".equals(System.getenv("TERM")) && isStderrTerminal();
  }

  private static boolean isStderrTerminal() {
    if (!Files.exists(STDERR_DESCRIPTOR)) {
      Console console = System.console();
      return console != null;
    }
    try {
      String target = Files.readSymbolicLink(STDERR_DESCRIPTOR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // not ours to read: then nobody is known to watch
    }
  }
}
