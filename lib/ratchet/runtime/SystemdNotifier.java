package ratchet.runtime;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notifies systemd of the state of the process when systemd requires it ({@code Type=notify}). It
 * runs {@code systemd-notify}, because Java cannot send datagrams to a Unix domain socket.
 */
final class SystemdNotifier {
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final long TIMEOUT_SECONDS = 5;

  private final boolean required;
  private final Consumer<String> log;

  SystemdNotifier(Map<String, String> environment, Consumer<String> log) {
    this.required = !environment.getOrDefault(SOCKET, "").isEmpty();
    this.log = log;
  }

  /** Sends {@code READY=1}: services that depend on this one may start now. */
  void ready(String status) {
    send("--ready", "--status=" + status);
  }

  /** Sends {@code STOPPING=1}. */
  void stopping() {
    send("STOPPING=1");
  }

  private void send(String... words) {
    if (!required) {
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
