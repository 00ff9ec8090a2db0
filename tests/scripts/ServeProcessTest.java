import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Json;
import ratchet.process.JavaProcess;

/** What a service manager and an operator do to the process: signals, readiness, sockets. */
@Timeout(120)
class ServeProcessTest {
  @TempDir Path models;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void loadsTheModelsAgainOnSighupAndSaysSoWithATime() throws Exception {
    Process process = serve(Map.of(), "--port", "0", "--no-watch");
    try (BufferedReader out = process.inputReader(UTF_8);
        BufferedReader err = process.errorReader(UTF_8)) {
      assertThat(out.readLine()).contains("(fillnet missing)");
      assertThat(err.readLine()).matches(line("fillnet missing \\(start\\): .*nothing serves"));
      assertThat(err.readLine()).startsWith("next: ").contains("reload");
      Files.writeString(models.resolve("fillnet.json"), "{");

      signal(process, "HUP");

      assertThat(err.readLine()).matches(line("fillnet error \\(signal\\): fillnet.json .*"));
      assertThat(process.isAlive()).isTrue();
      signal(process, "TERM");
      assertThat(process.waitFor()).isZero();
    }
  }

  /** A signal that comes right after the document must not lead to a second one. */
  @RepeatedTest(3)
  void endsInOrderHoweverEarlyItIsAskedTo() throws Exception {
    Process process = serve(Map.of(), "--port", "0", "--json");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      int first = out.read();
      signal(process, "TERM");

      StringBuilder text = new StringBuilder().append((char) first);
      for (int c = out.read(); c >= 0; c = out.read()) {
        text.append((char) c);
      }
      assertThat(Json.read(text.toString()).path("exit").asInt()).isZero();
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void listensOnASocketAndAControlPortWhereToldTo() throws Exception {
    Path socket = models.resolve("score.sock");
    Process process =
        serve(
            Map.of(),
            "--port",
            "0",
            "--control-port",
            "0",
            "--unix-socket",
            socket.toString(),
            "--json");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      StringBuilder text = new StringBuilder();
      for (String line = out.readLine(); !line.equals("}"); line = out.readLine()) {
        text.append(line);
      }
      assertThat(Json.read(text + "}").path("control_url").asText())
          .matches("http://127.0.0.1:[0-9]+");
      assertThat(Json.read(text + "}").path("unix_socket").asText()).isEqualTo(socket.toString());
      assertThat(socket).exists();
      signal(process, isInterruptIgnored() ? "TERM" : "INT");
      assertThat(process.waitFor()).isZero();
      assertThat(socket).doesNotExist();
    }
  }

  /** As in what a script starts in the background: then the processes it starts ignore it too. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0);
  }

  @Test
  void tellsSystemdThatItIsReadyAndThatItStops() throws Exception {
    assumeThat(isOnPath("systemd-notify")).as("systemd-notify is on the PATH").isTrue();
    assumeThat(isOnPath("python3")).as("python3 is on the PATH").isTrue();
    Path socket = models.resolve("notify.sock");
    // Java has no datagrams of this family; every message is read as one line
    Process listener =
        new ProcessBuilder(
                "python3",
                "-uc",
                "import socket,sys\n"
                    + "s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\n"
                    + "s.bind(sys.argv[1])\n"
                    + "print('bound')\n"
                    + "while True: print(s.recv(4096).decode().replace('\\n',' '))\n",
                socket.toString())
            .start();
    started.add(listener);
    try (BufferedReader told = listener.inputReader(UTF_8)) {
      assertThat(told.readLine()).isEqualTo("bound");
      Process process =
          serve(Map.of("NOTIFY_SOCKET", socket.toString()), "--port", "0", "--no-watch");
      assertThat(await(told, "READY=1")).contains("STATUS=serving fillnet on http://127.0.0.1:");

      signal(process, "TERM");

      assertThat(await(told, "STOPPING=1")).contains("STOPPING=1");
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void theUnitIsOneThatSystemdTakes() throws Exception {
    assumeThat(isOnPath("systemd-analyze")).as("systemd-analyze is on the PATH").isTrue();
    Path root = Path.of(System.getenv().getOrDefault("RATCHET_HOME", "")).toAbsolutePath();
    Path unit = models.resolve("ratchet-serve@executor.service");
    String text = Files.readString(root.resolve("ops/systemd/ratchet-serve@.service"));
    // the programs that it names must be there
    Files.writeString(unit, text.replace("/opt/ratchet", root.toString()));

    Process verify =
        new ProcessBuilder("systemd-analyze", "verify", unit.toString())
            .redirectErrorStream(true)
            .start();

    String said = new String(verify.getInputStream().readAllBytes(), UTF_8);
    assertThat(said.lines().filter(line -> line.contains("ratchet"))).isEmpty();
    assertThat(verify.waitFor()).isZero();
  }

  private static String line(String message) {
    return "[0-9-]{10}T[0-9:.]{8,12}Z " + message;
  }

  /** Messages up to the one with this word; a barrier of systemd-notify may come in between. */
  private static String await(BufferedReader told, String word) throws IOException {
    String message = told.readLine();
    while (!message.contains(word)) {
      message = told.readLine();
    }
    return message;
  }

  private Process serve(Map<String, String> environment, String... args) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--models-dir", models.toString()));
    arguments.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(JavaProcess.command("ServeCommand", arguments));
    builder.environment().remove("NOTIFY_SOCKET");
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
