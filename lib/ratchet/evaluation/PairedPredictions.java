package ratchet.evaluation;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ratchet.model.InputException;

/**
 * Two files of predictions of the same rows, joined by key and in the order of the keys, so that
 * the order of the files does not matter.
 *
 * @param labels 0 or 1
 * @param champion probabilities of label 1
 * @param challenger the same, of the other file
 */
public record PairedPredictions(double[] labels, double[] champion, double[] challenger) {
  /** Names of the columns in both files. */
  public record Columns(String key, String label, String probability) {
    List<String> names() {
      return List.of(key, label, probability);
    }
  }

  private record Prediction(CsvRow row, double label, double probability) {}

  /**
   * @throws InputException for a file that is missing, empty or malformed, a missing column, a key
   *     that is there twice or in one file only, a label that differs or is not 0 or 1, and a
   *     probability that is not a number from 0 to 1
   */
  public static PairedPredictions read(Path champion, Path challenger, Columns columns) {
    Map<String, Prediction> ours = predictions(champion, columns);
    Map<String, Prediction> theirs = predictions(challenger, columns);
    checkSameKeys(ours, theirs, challenger, columns);
    checkSameKeys(theirs, ours, champion, columns);
    int rows = ours.size();
    double[] labels = new double[rows];
    double[] first = new double[rows];
    double[] second = new double[rows];
    Iterator<Prediction> others = theirs.values().iterator();
    int row = 0;
    for (Prediction own : ours.values()) {
      Prediction other = others.next();
      if (own.label != other.label) {
        throw other.row.wrong(
            columns.label, "differs from that of " + champion + " line " + own.row.line());
      }
      labels[row] = own.label;
      first[row] = own.probability;
      second[row] = other.probability;
      row++;
    }
    return new PairedPredictions(labels, first, second);
  }

  private static Map<String, Prediction> predictions(Path file, Columns columns) {
    Map<String, Prediction> predictions = new TreeMap<>();
    new CsvFile(file)
        .forEach(
            columns.names(),
            row -> {
              Prediction earlier =
                  predictions.putIfAbsent(row.text(columns.key), prediction(row, columns));
              if (earlier != null) {
                throw row.wrong(columns.key, "is on line " + earlier.row.line() + " already");
              }
            });
    if (predictions.isEmpty()) {
      throw new InputException(file + " has a header and no rows", "name a file with predictions");
    }
    return predictions;
  }

  private static Prediction prediction(CsvRow row, Columns columns) {
    double label = row.number(columns.label);
    if (label != 0 && label != 1) {
      throw row.wrong(columns.label, "is neither 0 nor 1");
    }
    double probability = row.number(columns.probability);
    if (probability < 0 || probability > 1) {
      throw row.wrong(columns.probability, "is outside [0, 1]");
    }
    return new Prediction(row, label, probability);
  }

  private static void checkSameKeys(
      Map<String, Prediction> present, Map<String, Prediction> among, Path file, Columns columns) {
    List<Prediction> missing =
        present.entrySet().stream()
            .filter(entry -> !among.containsKey(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!missing.isEmpty()) {
      String more = missing.size() > 1 ? ", " + (missing.size() - 1) + " more like it" : "";
      throw missing.get(0).row.wrong(columns.key, "is missing from " + file + more);
    }
  }
}
