package ratchet.cli.training;

import java.util.Locale;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.model.UsageException;

/** The option {@code --device}: where a fit runs. This toolkit has no CUDA engine. */
public final class DeviceOptions {
  /** The values of the option. */
  public enum Device {
    AUTO,
    CPU,
    CUDA;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      defaultValue = "auto",
      description =
          "Where to fit; auto and cpu are the CPU, cuda is refused (default: ${DEFAULT-VALUE}).")
  private Device device;

  /**
   * Prints where the fit runs.
   *
   * @return the value for the document: {@code cpu}
   * @throws UsageException for CUDA
   */
  public String announce(Console console) {
    return switch (device) {
      case AUTO, CPU -> {
        console.say("device: cpu (this toolkit fits on the CPU only)");
        yield "cpu";
      }
      case CUDA ->
          throw new UsageException(
              "--device cuda: this toolkit has no CUDA engine; its solvers run on the CPU",
              "leave --device out, or use --device cpu");
    };
  }
}
