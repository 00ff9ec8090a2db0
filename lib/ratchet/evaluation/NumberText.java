package ratchet.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import ratchet.statistics.ClusterInterval;

/**
 * Formats figures for JSON and tables; a figure that is not finite is null in JSON and a dash in
 * tables.
 */
public final class NumberText {
  private NumberText() {}

  /** The value for JSON; null if it is not finite. */
  public static Double orNull(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  /**
   * Writes {@code estimate, lower, upper, rows, clusters, effective_clusters, effective_n}; all are
   * null without an interval.
   */
  public static ObjectNode putClustered(ObjectNode to, Optional<ClusterInterval> interval) {
    to.put("estimate", interval.map(ClusterInterval::estimate).orElse(null));
    to.put("lower", interval.map(ClusterInterval::lower).orElse(null));
    to.put("upper", interval.map(ClusterInterval::upper).orElse(null));
    to.put("rows", interval.map(ClusterInterval::rows).orElse(null));
    to.put("clusters", interval.map(ClusterInterval::clusters).orElse(null));
    to.put("effective_clusters", interval.map(ClusterInterval::effectiveClusters).orElse(null));
    return to.put("effective_n", interval.map(ClusterInterval::effectiveRows).orElse(null));
  }

  /** The value in a {@link String#format} pattern, or {@code -} if it is not finite. */
  public static String text(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }
}
