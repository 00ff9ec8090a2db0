package ratchet.report.page;

import java.util.List;

/** The unit of a metric and its better direction, by its name. */
public final class MetricWords {
  /** The explanation of the arrows beside names. */
  public static final String ARROWS = "↑ higher is better, ↓ lower is better";

  private static final List<String> LOWER =
      List.of(
          "brier",
          "logloss",
          "ece",
          "slip_ma",
          "ttl_ma",
          "slippage",
          "fee_usd",
          "slip_usd",
          "drawdown",
          "max_drawdown");

  private static final List<String> HIGHER =
      List.of(
          "auc",
          "average_precision",
          "precision",
          "recall",
          "f1",
          "c_index",
          "exit_bps",
          "net_",
          "gross_",
          "return_",
          "landed_rate");

  private MetricWords() {}

  /** The name with its arrow, where one way is better, and its unit, where it has one. */
  public static String of(String metric) {
    String unit = unit(metric);
    return metric + arrow(metric) + (unit.isEmpty() ? "" : ", " + unit);
  }

  private static String arrow(String metric) {
    if (begins(metric, LOWER)) {
      return " ↓";
    }
    return begins(metric, HIGHER) ? " ↑" : "";
  }

  /** {@code bps}, {@code ms} or {@code USD}; empty for a share or a count. */
  public static String unit(String metric) {
    if (metric.contains("_bps") || metric.startsWith("slip_mae") || metric.equals("slippage")) {
      return "bps";
    }
    if (metric.endsWith("_ms") || metric.startsWith("ttl_mae")) {
      return "ms";
    }
    return metric.endsWith("_usd") ? "USD" : "";
  }

  private static boolean begins(String metric, List<String> names) {
    String plain = metric.replaceFirst("^(pfill_|integrated_)", "");
    return names.stream().anyMatch(plain::startsWith);
  }
}
