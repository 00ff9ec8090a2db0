package ratchet.train.solver;

import ratchet.data.training.TrainingSet;

/**
 * Rows that have one label, as places in columns that may contain other rows. Nothing is copied, so
 * all fits and evaluations of a training read the same columns.
 *
 * @param columns by feature, then by place
 * @param labels by place; never NaN at the places of these rows
 * @param places by row, its place in the columns, in rising order
 */
public record LabelledRows(double[][] columns, double[] labels, int[] places)
    implements TrainingRows {
  /** Every row of the columns. */
  LabelledRows(double[][] columns, double[] labels) {
    this(columns, labels, all(labels.length));
  }

  private static int[] all(int size) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
    }
    return places;
  }

  /**
   * The rows of a selection that have the label.
   *
   * @param selection row numbers of the set, in rising order
   */
  public static LabelledRows of(TrainingSet set, int[] selection, String labelName) {
    double[] label = set.label(labelName);
    return new LabelledRows(set.features(), label, labelled(selection, label));
  }

  private static int[] labelled(int[] selection, double[] label) {
    int size = 0;
    for (int row : selection) {
      size += Double.isNaN(label[row]) ? 0 : 1;
    }
    if (size == selection.length) {
      return selection;
    }
    int[] rows = new int[size];
    int next = 0;
    for (int row : selection) {
      if (!Double.isNaN(label[row])) {
        rows[next++] = row;
      }
    }
    return rows;
  }

  public int size() {
    return places.length;
  }

  public double label(int row) {
    return labels[places[row]];
  }

  @Override
  public long rowCount() {
    return places.length;
  }

  @Override
  public int featureCount() {
    return columns.length;
  }

  @Override
  public boolean haveOneLabel() {
    int same = 1;
    while (same < size() && label(same) == label(0)) {
      same++;
    }
    return same >= size();
  }

  @Override
  public double anyLabel() {
    return label(0);
  }

  @Override
  public double[] sum(RowSum part, int threads) {
    int rows = size();
    return OrderedSum.of(
        OrderedSum.chunks(rows),
        threads,
        chunk -> part.over(this, OrderedSum.start(chunk), OrderedSum.end(chunk, rows)));
  }

  @Override
  public double[] dots(double[] weights) {
    double[] dots = new double[size()];
    for (int j = 0; j < weights.length; j++) {
      addMultiple(weights[j], columns[j], places, dots);
    }
    return dots;
  }

  private static void addMultiple(double weight, double[] column, int[] places, double[] dots) {
    for (int i = 0; i < dots.length; i++) {
      dots[i] += weight * column[places[i]];
    }
  }

  @Override
  public LabelledRows everyNth(int stride) {
    int[] kept = new int[(size() + stride - 1) / stride];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = places[i * stride];
    }
    return new LabelledRows(columns, labels, kept).copy();
  }

  @Override
  public LabelledRows adjacent() {
    return areAdjacent() ? this : copy();
  }

  @Override
  public LabelledRows local() {
    return this;
  }

  /** By row, the label; a new array. */
  @Override
  public double[] labelVector() {
    return pick(labels, places);
  }

  @Override
  public long positives() {
    long positives = 0;
    for (int place : places) {
      positives += labels[place] == 1 ? 1 : 0;
    }
    return positives;
  }

  /** Writes the feature vector of a row into {@code vector}. */
  public void vector(int row, double[] vector) {
    for (int j = 0; j < columns.length; j++) {
      vector[j] = columns[j][places[row]];
    }
  }

  /** Whether the places of the rows are consecutive. */
  boolean areAdjacent() {
    return size() == 0 || places[size() - 1] - places[0] == size() - 1;
  }

  /** A copy of these rows in columns without other rows. */
  public LabelledRows copy() {
    double[][] own = new double[columns.length][];
    for (int j = 0; j < own.length; j++) {
      own[j] = pick(columns[j], places);
    }
    return new LabelledRows(own, labelVector());
  }

  /** The values of a column at some places. */
  public static double[] pick(double[] column, int[] places) {
    double[] picked = new double[places.length];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = column[places[i]];
    }
    return picked;
  }
}
