package ratchet.statistics;

/** On what two sets of predictions can be compared. */
public enum ComparisonMetric {
  AUC("auc", true),
  AVERAGE_PRECISION("average_precision", true),
  BRIER("brier", false);

  private final String label;
  private final boolean higherIsBetter;

  ComparisonMetric(String label, boolean higherIsBetter) {
    this.label = label;
    this.higherIsBetter = higherIsBetter;
  }

  /** As written in files, options and JSON. */
  public String label() {
    return label;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  @Override
  public String toString() {
    return label;
  }
}
