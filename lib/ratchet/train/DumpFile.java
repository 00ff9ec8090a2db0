package ratchet.train;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.store.AtomicFile;

/**
 * The rows of a training as CSV: {@code split(train|holdout|purged), decision_ts (ms), key,
 * <labels>, <feature names in order>}. Numbers are written without loss; a missing label is empty.
 */
final class DumpFile {
  private DumpFile() {}

  /**
   * @param split empty for a set without rows: then only the header is written
   * @throws ratchet.model.InputException if the file cannot be written
   */
  static void write(Path file, TrainingSet set, Optional<ChronologicalSplit> split) {
    AtomicFile.write(file, out -> write(out, set, split));
  }

  private static void write(OutputStream out, TrainingSet set, Optional<ChronologicalSplit> split)
      throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.append("split,decision_ts,key");
    for (String label : set.labelNames()) {
      csv.append(',').append(label);
    }
    for (String feature : set.featureNames()) {
      csv.append(',').append(feature);
    }
    csv.append('\n');
    if (split.isPresent()) {
      String[] parts = parts(set.size(), split.get());
      for (int row = 0; row < parts.length; row++) {
        row(csv, set, row, parts[row]);
      }
    }
    csv.flush();
  }

  private static String[] parts(int rows, ChronologicalSplit split) {
    String[] parts = new String[rows];
    Arrays.stream(split.train()).forEach(row -> parts[row] = "train");
    Arrays.stream(split.purged()).forEach(row -> parts[row] = "purged");
    Arrays.stream(split.holdout()).forEach(row -> parts[row] = "holdout");
    return parts;
  }

  private static void row(Writer csv, TrainingSet set, int row, String part) throws IOException {
    csv.append(part).append(',').append(Long.toString(set.decisionMs()[row])).append(',');
    csv.append(quoted(set.keys().get(row)));
    for (double[] label : set.labels()) {
      csv.append(',').append(Double.isNaN(label[row]) ? "" : Double.toString(label[row]));
    }
    for (double[] feature : set.features()) {
      csv.append(',').append(Double.toString(feature[row]));
    }
    csv.append('\n');
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
