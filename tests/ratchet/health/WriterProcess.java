package ratchet.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link WriterProcessMain} in a process of its own. */
public final class WriterProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private WriterProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  public static WriterProcess start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcessMain.class.getName()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("writer-process", ".err");
    return new WriterProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** Waits for a line that it prints. */
  public WriterProcess await(String expected) throws IOException {
    String line = output.readLine();
    if (!expected.equals(line)) {
      throw new IOException("the writer said " + line + ": " + Files.readString(errors));
    }
    return this;
  }

  public long pid() {
    return process.pid();
  }

  /** SIGSTOP: it stays where it is, with whatever locks it holds. */
  void stop() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill " + name + " of " + pid() + " failed");
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it come to its end. */
  public void end() throws IOException, InterruptedException {
    process.getOutputStream().write('.');
    process.getOutputStream().close();
    String line = output.readLine();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("the writer said " + line + ": " + Files.readString(errors));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }
}
