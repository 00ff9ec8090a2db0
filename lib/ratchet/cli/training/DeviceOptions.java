package ratchet.cli.training;

import java.util.Locale;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.model.UsageException;

/** Where a fit runs. There is no CUDA engine in this toolkit, and it never claims one. */
public final class DeviceOptions {
  /** As the command line names them. */
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
   * Says where the fit runs.
   *
   * @return the same for the document: {@code cpu}
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
              "leave --device out, or say --device cpu");
    };
  }
}
