package ratchet.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The stdout and stderr of the process, and whether they are terminals. */
final class Terminal {
  private static final Result RESULT = new Result(new FileOutputStream(FileDescriptor.out));

  static final PrintWriter STDOUT =
      new PrintWriter(new BufferedOutputStream(RESULT), true, encoding());
  static final PrintWriter STDERR = new PrintWriter(System.err, true);

  private static final Path STDERR_DESCRIPTOR = Path.of("/proc/self/fd/2");

  private Terminal() {}

  /** The reason for which a write to {@link #STDOUT} failed; empty if none did. */
  static Optional<String> lostOutput() {
    return Optional.ofNullable(RESULT.failure).map(IOException::getMessage);
  }

  /** The encoding of stdout; before Java 19 only the default is known. */
  private static Charset encoding() {
    String name = System.getProperty("stdout.encoding");
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

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

  /** Keeps the first failure, because a {@link PrintWriter} only reports that there was one. */
  private static final class Result extends FilterOutputStream {
    private volatile IOException failure;

    Result(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }
  }
}
