package ratchet.promote;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that works on a models folder, to be killed. */
public final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private StoreProcess(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /** Runs {@link StoreProcessMain} on this class path. */
  public static StoreProcess start(String task, Path folder, String... arguments)
      throws IOException {
    return start(List.of(), task, folder, arguments);
  }

  /**
   * @param tracer put before the command, e.g. {@code strace}
   */
  public static StoreProcess start(
      List<String> tracer, String task, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(tracer);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(StoreProcessMain.class.getName(), task, folder.toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("store-process", ".err");
    return new StoreProcess(
        new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
  }

  public void awaitLine(String expected) throws IOException {
    String line = output.readLine();
    if (!expected.equals(line)) {
      throw new IOException("the process said " + line + ", not " + expected + ": " + errors());
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int exit() throws InterruptedException {
    return process.waitFor();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
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
