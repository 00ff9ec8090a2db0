package launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs another program and waits for its end. */
final class Tool {
  private Tool() {}

  /**
   * @param exit exit code of the program; {@code -1} when it could not be started or did not end in
   *     time
   * @param out its output
   */
  record Result(int exit, String out) {}

  /** Runs it with the stderr of this process; the result contains its stdout. */
  static Result run(List<String> command, Path folder, int seconds) throws IOException {
    return run(command, folder, seconds, builder -> builder.redirectError(INHERIT));
  }

  /** Runs it; the result contains stdout and stderr together, in order. */
  static Result joined(List<String> command, Path folder, int seconds) throws IOException {
    return run(command, folder, seconds, builder -> builder.redirectErrorStream(true));
  }

  /** Runs it and discards its stderr. */
  static Result silent(
      List<String> command, Path folder, int seconds, Consumer<ProcessBuilder> more)
      throws IOException {
    return run(
        command,
        folder,
        seconds,
        builder -> {
          builder.redirectError(ProcessBuilder.Redirect.DISCARD);
          more.accept(builder);
        });
  }

  private static final ProcessBuilder.Redirect INHERIT = ProcessBuilder.Redirect.INHERIT;

  private static Result run(
      List<String> command, Path folder, int seconds, Consumer<ProcessBuilder> settings)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    settings.accept(builder);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(-1, "");
    }
    process.getOutputStream().close();
    try {
      Thread limit = new Thread(() -> endAfter(process, seconds), "limit");
      limit.setDaemon(true);
      limit.start();
      String out = new String(process.getInputStream().readAllBytes());
      return new Result(process.waitFor(), out);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new Result(-1, "");
    }
  }

  private static void endAfter(Process process, int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
