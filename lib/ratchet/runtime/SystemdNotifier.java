package ratchet.runtime;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells systemd how the process is, where systemd asked for it ({@code Type=notify}). The socket
 * that it listens on takes datagrams, which Java does not send to a file; its own program does.
 */
final class SystemdNotifier {
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final long TIMEOUT_SECONDS = 5;

  private final boolean asked;
  private final Consumer<String> log;

  SystemdNotifier(Map<String, String> environment, Consumer<String> log) {
    this.asked = !environment.getOrDefault(SOCKET, "").isEmpty();
    this.log = log;
  }

  /** {@code READY=1}: from now on what depends on this service may start. */
  void ready(String status) {
    tell("--ready", "--status=" + status);
  }

  /** {@code STOPPING=1}. */
  void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String... words) {
    if (!asked) {
      return;
    }
    String[] command = new String[words.length + 1];
    command[0] = "systemd-notify";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        log.accept("systemd was not notified of " + words[0] + ": systemd-notify did not end");
      } else if (process.exitValue() != 0) {
        log.accept("systemd was not notified of " + words[0] + ": systemd-notify failed");
      }
    } catch (IOException e) {
      log.accept("systemd was not notified of " + words[0] + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
