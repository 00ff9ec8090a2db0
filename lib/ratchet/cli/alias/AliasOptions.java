package ratchet.cli.alias;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import ratchet.cli.Settings;
import ratchet.model.ModelName;
import ratchet.model.UsageException;
import ratchet.store.ModelPaths;

/** The options {@code --alias} and {@code --lock-timeout}. */
public final class AliasOptions implements Settings.Located {
  private static final double LONGEST_SECONDS = 86_400;

  @Option(
      names = "--alias",
      paramLabel = "MODEL=PATH",
      description =
          "The file that the model's runtime reads, if it is not in the models folder (env"
              + " PROMOTE_<MODEL>_ALIAS).")
  private Map<String, String> aliases = new LinkedHashMap<>();

  @Option(
      names = "--lock-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long to wait while another command changes aliases (default: ${DEFAULT-VALUE}).")
  private double lockTimeoutSeconds;

  /**
   * The paths of a models folder with these aliases.
   *
   * @throws UsageException for an alias that is its own candidate, or not a path
   */
  public ModelPaths paths(Path directory) {
    return ModelPaths.of(directory, aliases, Settings.here().environment());
  }

  @Override
  public List<String> carried() {
    return aliases.entrySet().stream()
        .map(own -> "--alias=" + own.getKey() + "=" + own.getValue())
        .toList();
  }

  @Override
  public List<String> locations() {
    List<String> lines = new ArrayList<>();
    for (ModelName model : ModelName.all()) {
      if (aliases.containsKey(model.id())) {
        lines.add("alias " + model.id() + ": " + aliases.get(model.id()) + " (from --alias)");
      } else {
        Settings.here()
            .find(List.of(model.environmentName("ALIAS")))
            .ifPresent(value -> lines.add(value.line("alias " + model.id())));
      }
    }
    return lines;
  }

  /**
   * How long to wait for the lock.
   *
   * @throws UsageException for a negative time, or more than a day
   */
  public Duration lockTimeout() {
    if (!(lockTimeoutSeconds >= 0 && lockTimeoutSeconds <= LONGEST_SECONDS)) {
      throw new UsageException(
          "--lock-timeout " + lockTimeoutSeconds + " is not between 0 and 86400 seconds",
          "give the seconds to wait, such as 10");
    }
    return Duration.ofMillis(Math.round(lockTimeoutSeconds * 1000));
  }
}
