package ratchet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings as in a folder that holds nothing. Without them, a command that is not told its database
 * would take the one that {@code demo} leaves in the checkout.
 */
public final class NoProject {
  private NoProject() {}

  /** For every command that this process runs from now on. */
  public static void use() {
    try {
      Path empty = Files.createTempDirectory("no-project");
      empty.toFile().deleteOnExit();
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("RATCHET_HOME", empty.toString());
      Settings.here = Settings.of(environment, empty);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
