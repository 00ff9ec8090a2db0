package ratchet.promote.hook;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Follows what a command prints and keeps the end of it. Reads on in a thread of its own, so that a
 * full pipe never stops the command.
 */
final class CommandHookOutput {
  static final int MAX_CHARACTERS = 2000;

  private final StringBuilder tail = new StringBuilder();
  private final Thread reader;

  private CommandHookOutput(InputStream stream) {
    this.reader = new Thread(() -> read(stream), "hook-output");
  }

  static CommandHookOutput follow(InputStream stream) {
    CommandHookOutput output = new CommandHookOutput(stream);
    output.reader.setDaemon(true);
    output.reader.start();
    return output;
  }

  private void read(InputStream stream) {
    char[] buffer = new char[4096];
    try (Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int count = text.read(buffer); count >= 0; count = text.read(buffer)) {
        keep(buffer, count);
      }
    } catch (IOException e) {
      // The pipe of a killed process breaks; what came before is kept.
      String note = "[output ended: " + e.getMessage() + "]";
      keep(note.toCharArray(), note.length());
    }
  }

  private synchronized void keep(char[] characters, int count) {
    tail.append(characters, 0, count);
    tail.delete(0, Math.max(0, tail.length() - MAX_CHARACTERS));
  }

  /**
   * The last 2,000 characters.
   *
   * @param patience how long to wait for the end: a process in the background may hold the pipe
   *     open
   */
  String tail(Duration patience) {
    try {
      reader.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return tail.toString();
    }
  }
}
