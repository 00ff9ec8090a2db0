package ratchet.cli.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import ratchet.evaluation.CsvFile;
import ratchet.evaluation.CsvRow;
import ratchet.model.InputException;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.comparison.Comparison;
import ratchet.statistics.comparison.SequentialDifference;

/**
 * Two files with predictions for the same rows, joined by key and sorted by key, so that the order
 * of the rows in the files does not matter.
 *
 * @param labels 0 or 1
 * @param champion probabilities of label 1
 * @param challenger the same from the other file
 * @param clusters the group of dependent rows that each row belongs to; empty if no column was
 *     named
 * @param times time of each row, in any unit; empty if no column was named
 * @param lines line number of each row in the champion's file
 */
public record PairedPredictions(
    double[] labels,
    double[] champion,
    double[] challenger,
    Optional<List<String>> clusters,
    Optional<double[]> times,
    double[] lines) {
  /**
   * Names of the columns. Cluster and time must be in the champion's file; if the challenger's file
   * has them too, the values must agree.
   */
  public record Columns(
      String key,
      String label,
      String probability,
      Optional<String> cluster,
      Optional<String> time) {
    List<String> names(boolean ofChampion) {
      List<String> names = new ArrayList<>(List.of(key, label, probability));
      if (ofChampion) {
        cluster.ifPresent(names::add);
        time.ifPresent(names::add);
      }
      return names;
    }
  }

  private record Prediction(CsvRow row, double label, double probability) {}

  private record Row(double label, double champion, double challenger) {}

  /**
   * Reads and joins two files.
   *
   * @throws InputException for a file that is missing, empty or malformed, a missing column, a key
   *     that occurs twice or in one file only, a label, cluster or time that differs, a label that
   *     is not 0 or 1, a probability that is not a number from 0 to 1, and a time that is neither a
   *     number nor a date
   */
  public static PairedPredictions read(Path champion, Path challenger, Columns columns) {
    Map<String, Prediction> ours = predictions(champion, columns, true);
    Map<String, Prediction> theirs = predictions(challenger, columns, false);
    checkSameKeys(ours, theirs, challenger, columns);
    checkSameKeys(theirs, ours, champion, columns);
    int rows = ours.size();
    double[] labels = new double[rows];
    double[] first = new double[rows];
    double[] second = new double[rows];
    double[] lines = new double[rows];
    double[] times = new double[rows];
    List<String> clusters = new ArrayList<>();
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
      lines[row] = own.row.line();
      columns.cluster.ifPresent(name -> clusters.add(agreed(own.row, other.row, name)));
      if (columns.time.isPresent()) {
        agreed(own.row, other.row, columns.time.get());
        times[row] = own.row.time(columns.time.get());
      }
      row++;
    }
    return new PairedPredictions(
        labels,
        first,
        second,
        columns.cluster.map(name -> clusters),
        columns.time.map(name -> times),
        lines);
  }

  private static String agreed(CsvRow own, CsvRow other, String column) {
    String text = own.text(column);
    if (other.columns().contains(column) && !other.text(column).equals(text)) {
      throw other.wrong(column, "differs from that of " + own.file() + " line " + own.line());
    }
    return text;
  }

  /** Compares both, with clusters and times of the rows where columns were named. */
  public Comparison compare(Comparison.Question question) {
    return Comparison.of(champion, challenger, labels, clustered(), question);
  }

  private ClusteredRows clustered() {
    if (clusters.isPresent()) {
      return times.isPresent()
          ? ClusteredRows.of(clusters.get(), times.get())
          : ClusteredRows.unordered(clusters.get());
    }
    return times.isPresent()
        ? ClusteredRows.singles(times.get())
        : ClusteredRows.independent(labels.length);
  }

  /**
   * Compares both by an interval that is valid after every row; rows of the same time are in the
   * order of the champion's file.
   *
   * @param alpha chance that the interval is wrong after any row
   * @param vOpt see {@link ratchet.statistics.comparison.EmpiricalBernstein}
   */
  public SequentialDifference sequential(double alpha, double vOpt) {
    List<Integer> rows = IntStream.range(0, labels.length).boxed().toList();
    List<Integer> inOrder =
        rows.stream()
            .sorted(
                Comparator.comparingDouble((Integer row) -> times.map(t -> t[row]).orElse(0.0))
                    .thenComparingDouble(row -> lines[row]))
            .toList();
    double[] differences = new double[labels.length];
    double[] places = new double[labels.length];
    int place = 0;
    for (int row : inOrder) {
      double ours = challenger[row] - labels[row];
      double theirs = champion[row] - labels[row];
      differences[row] = ours * ours - theirs * theirs;
      places[row] = place++;
    }
    List<?> keys = clusters.isPresent() ? clusters.get() : rows;
    return SequentialDifference.of(differences, keys, places, alpha, vOpt);
  }

  /**
   * A warning if most rows have the label and both probabilities of another row and no cluster
   * column is named: copies would count as independent rows.
   */
  public Optional<String> repeats() {
    Set<Row> seen = new HashSet<>();
    for (int row = 0; row < labels.length; row++) {
      seen.add(new Row(labels[row], champion[row], challenger[row]));
    }
    int repeated = labels.length - seen.size();
    return clusters.isPresent() || 2 * repeated < labels.length
        ? Optional.empty()
        : Optional.of(
            "rows repeat: "
                + repeated
                + " of "
                + labels.length
                + " have the label and both probabilities of another row; if they are copies, name"
                + " the column that groups them with --cluster");
  }

  private static Map<String, Prediction> predictions(
      Path file, Columns columns, boolean ofChampion) {
    Map<String, Prediction> predictions = new TreeMap<>();
    new CsvFile(file)
        .forEach(
            columns.names(ofChampion),
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
