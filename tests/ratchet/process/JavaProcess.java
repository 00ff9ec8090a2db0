package ratchet.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a class of this class path, and may be stopped or killed. */
public final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private JavaProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(UTF_8);
    this.errors = errors;
  }

  /** The words of a command that starts a class of this class path quickly. */
  public static List<String> command(String main, String... arguments) {
    return command(main, List.of(arguments));
  }

  /**
   * @param options of the JVM, more than the usual ones
   */
  public static List<String> command(String main, List<String> arguments, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    return command;
  }

  public static JavaProcess start(List<String> command) throws IOException {
    Path errors = Files.createTempFile("process", ".err");
    return new JavaProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  /** Waits for the line that it prints next. */
  public JavaProcess await(String expected) throws IOException {
    String line = output.readLine();
    if (!expected.equals(line)) {
      throw new IOException("the process printed " + line + ", not " + expected + ": " + errors());
    }
    return this;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end. */
  public int exit() throws InterruptedException {
    return process.waitFor();
  }

  /** SIGSTOP: it stays where it is, with whatever locks it holds. */
  public void stop() throws IOException, InterruptedException {
    signal("-STOP");
  }

  public void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill " + name + " of " + pid() + " failed");
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends the character for which it waits, and waits for exit 0. */
  public void end() throws IOException, InterruptedException {
    process.getOutputStream().write('.');
    process.getOutputStream().close();
    String line = output.readLine();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("the process printed " + line + ": " + errors());
    }
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }
}
