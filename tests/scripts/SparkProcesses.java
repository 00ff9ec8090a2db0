import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster on the loopback address: a master and two workers, each with one core
 * and one executor, as an operator would start them. Workers have Spark's libraries and none of
 * ours.
 */
final class SparkProcesses implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("jbangw").toAbsolutePath();
  private static final String SPARK =
      ".m2/repository/org/apache/spark/spark-core_2.13/4.1.0/spark-core_2.13-4.1.0.jar";

  /** One run of a command. */
  record Run(int exit, String out, String err) {}

  private final Path folder;
  private final String master;
  private final List<Process> workers = new ArrayList<>();
  private final Process masterProcess;

  private SparkProcesses(Path folder, String classPath) throws Exception {
    this.folder = folder;
    Path jars = Files.createDirectories(folder.resolve("spark/jars"));
    List<String> own = new ArrayList<>();
    for (String jar : classPath.split(File.pathSeparator)) {
      String name = Path.of(jar).getFileName().toString();
      if (!name.equals("app.jar") && !name.startsWith("sqlite-") && !name.contains("slf4j-nop")) {
        own.add(Files.createSymbolicLink(jars.resolve(name), Path.of(jar)).toString());
      }
    }
    String sparkOnly = String.join(File.pathSeparator, own);
    int port = freePort();
    master = "spark://127.0.0.1:" + port;
    masterProcess =
        java(
            "master",
            sparkOnly,
            List.of("org.apache.spark.deploy.master.Master", "--port", Integer.toString(port)));
    awaitListening(port);
    for (int i = 0; i < 2; i++) {
      List<String> words =
          List.of(
              "org.apache.spark.deploy.worker.Worker",
              "--port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              folder.resolve("work" + i).toString(),
              master);
      workers.add(java("worker" + i, sparkOnly, words));
    }
  }

  static SparkProcesses start(Path folder, String classPath) throws Exception {
    return new SparkProcesses(folder, classPath);
  }

  private Process java(String name, String classPath, List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath));
    command.add(words.get(0));
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(words.subList(1, words.size()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(int port) throws Exception {
    while (masterProcess.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        masterProcess.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("master.log")));
  }

  String master() {
    return master;
  }

  /** The executors of one worker; it starts new ones. */
  void killExecutorsOf(int worker) {
    workers.get(worker).children().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    workers.forEach(worker -> worker.descendants().forEach(ProcessHandle::destroyForcibly));
    workers.forEach(Process::destroyForcibly);
    masterProcess.destroyForcibly();
  }

  /** Whether Spark's libraries are in the Maven cache, or may be fetched. */
  static boolean areAvailable() {
    return "1".equals(System.getenv("RATCHET_SPARK"))
        || Files.isRegularFile(Path.of(System.getProperty("user.home"), SPARK));
  }

  /** Builds the trainer on Spark where it is not built yet; its class path. */
  static String built() throws Exception {
    Run build =
        run(List.of(LAUNCHER.toString(), "--build", "train_on_spark"), Map.of(), line -> {});
    if (build.exit() != 0) {
      throw new IllegalStateException(build.err());
    }
    String told = System.getenv().getOrDefault("JBANG_DIR", "");
    Path home = told.isEmpty() ? Path.of(System.getProperty("user.home"), ".jbang") : Path.of(told);
    try (Stream<Path> files = Files.walk(home.resolve("ratchet/builds"))) {
      Path found =
          files
              .filter(file -> file.endsWith("classpath"))
              .filter(file -> file.getParent().getParent().endsWith("spark"))
              .filter(file -> file.startsWith(home.resolve("ratchet/builds" + repository())))
              .findFirst()
              .orElseThrow();
      return Files.readString(found).strip();
    }
  }

  private static String repository() {
    return Path.of("").toAbsolutePath().toString().replaceAll("[^A-Za-z0-9/._-]", "_");
  }

  /**
   * Runs {@code train_on_spark} as a user does.
   *
   * @param lines hears each line of stderr
   */
  static Run train(Consumer<String> lines, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "train_on_spark"));
    command.addAll(Arrays.asList(arguments));
    return run(command, Map.of(), lines);
  }

  static Run run(List<String> command, Map<String, String> environment, Consumer<String> lines)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    StringBuilder err = new StringBuilder();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text = process.errorReader(UTF_8)) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                  err.append(line).append('\n');
                  lines.accept(line);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    reader.join();
    return new Run(process.waitFor(), out, err.toString());
  }
}
