package ratchet.cli.training;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.train.CalibrationMethod;

/** The option {@code --calibrate}: calibration of a logistic model after its fit. */
public final class CalibrationOptions {
  /** The values of the option. */
  public enum Calibration {
    NONE,
    PLATT,
    ISOTONIC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--calibrate",
      paramLabel = "none|platt",
      defaultValue = "none",
      description =
          "Scale the log-odds if that lowers the walk-forward log loss; isotonic is refused,"
              + " because a model file cannot hold its steps (default: ${DEFAULT-VALUE}).")
  private Calibration calibration;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * The calibration.
   *
   * @throws ParameterException for isotonic regression
   */
  public CalibrationMethod method() {
    return switch (calibration) {
      case NONE -> CalibrationMethod.NONE;
      case PLATT -> CalibrationMethod.PLATT;
      case ISOTONIC ->
          throw new ParameterException(
              command.commandLine(),
              "--calibrate isotonic: the served form is weights and a sigmoid, which cannot hold a"
                  + " step function; use platt, which folds into the weights");
    };
  }
}
