package ratchet.gate;

import java.util.List;
import java.util.stream.Stream;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * The labels, metrics and groups that the rows of each model support. So a book that requires
 * anything else is refused when it is read, and not during a promotion.
 */
public final class RowSchema {
  private static final List<String> CONSTANT = List.of("bias", "intercept");

  private RowSchema() {}

  /** Labels that the model has a score for. */
  public static List<String> labels(ModelName model) {
    return switch (model) {
      case ALPHA -> List.of("y_payoff_10m", "y_payoff_60m");
      case FILLNET -> List.of("y_fill", "y_slip_bps", "y_ttl_ms");
      case RUGGUARD -> List.of("label_rug");
      case SURVIVAL -> List.of("event");
    };
  }

  /** Metrics of the model's score. The score of survival is a hazard, not a probability. */
  public static List<PairedMetric> metrics(ModelName model) {
    return switch (model) {
      case FILLNET ->
          List.of(
              PairedMetric.AUC, PairedMetric.BRIER, PairedMetric.SLIP_MAE, PairedMetric.TTL_MAE);
      case ALPHA -> List.of(PairedMetric.AUC, PairedMetric.BRIER);
      case RUGGUARD -> List.of(PairedMetric.AUC, PairedMetric.BRIER, PairedMetric.F1);
      case SURVIVAL -> List.of(PairedMetric.C_INDEX);
    };
  }

  /** Labels for which a metric of the model can be computed. */
  static List<String> labels(ModelName model, PairedMetric metric) {
    return switch (metric) {
      case SLIP_MAE -> List.of("y_slip_bps");
      case TTL_MAE -> List.of("y_ttl_ms");
      case AUC, BRIER, F1, C_INDEX ->
          labels(model).stream()
              .filter(label -> !label.equals("y_slip_bps") && !label.equals("y_ttl_ms"))
              .toList();
    };
  }

  /**
   * Names by which the rows can be grouped: {@code day} of the decision (UTC); for fillnet also
   * {@code route} and {@code source} (live or simulated executions); and every feature that is not
   * constant, in thirds of the rows.
   */
  public static List<String> slices(ModelName model) {
    Stream<String> attempt =
        switch (model) {
          case FILLNET -> Stream.of("route", "source");
          case ALPHA, RUGGUARD, SURVIVAL -> Stream.of();
        };
    Stream<String> varying =
        Features.of(model).names().stream().filter(name -> !CONSTANT.contains(name));
    return Stream.of(attempt, Stream.of("day"), varying).flatMap(names -> names).toList();
  }
}
