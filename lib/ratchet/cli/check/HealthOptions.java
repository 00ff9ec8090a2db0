package ratchet.cli.check;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import ratchet.health.HealthThresholds;

/** The options {@code --strict} and {@code --config} of the data checks. */
public final class HealthOptions {
  @Option(names = "--strict", description = "Treat a warning as a failure.")
  private boolean strict;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Thresholds to use instead of lib/ratchet/health/health.json.")
  private Path config;

  public boolean isStrict() {
    return strict;
  }

  /**
   * @throws ratchet.model.InputException for a file that cannot be read or lacks a field
   */
  public HealthThresholds thresholds() {
    return config == null ? HealthThresholds.standard() : HealthThresholds.read(config);
  }
}
