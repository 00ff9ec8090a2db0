package ratchet.ope;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ratchet.evaluation.CsvFile;
import ratchet.evaluation.CsvRow;
import ratchet.model.InputException;
import ratchet.store.AtomicFile;

/**
 * A {@link PolicyLog} as CSV: {@code reward,propensity,target_probability}, and where there are any
 * {@code baseline_logged,baseline_target} (both or neither), {@code segment}, {@code cluster}
 * (groups of dependent decisions, such as a mint) and {@code time} (in any unit). Other columns are
 * ignored.
 */
public final class PolicyLogFile {
  private static final List<String> COLUMNS = List.of("reward", "propensity", "target_probability");
  private static final String BASELINE_LOGGED = "baseline_logged";
  private static final String BASELINE_TARGET = "baseline_target";
  private static final String SEGMENT = "segment";
  private static final String CLUSTER = "cluster";
  private static final String TIME = "time";

  private PolicyLogFile() {}

  /**
   * @throws InputException naming file, line and field: a column missing, a field that is not a
   *     number, a propensity above 1, a target probability outside [0, 1]
   */
  public static PolicyLog read(Path file) {
    Columns columns = new Columns();
    new CsvFile(file).forEach(COLUMNS, columns::add);
    return columns.log();
  }

  /**
   * @throws InputException when the file cannot be written; it is then unchanged
   */
  public static void write(PolicyLog log, Path file) {
    AtomicFile.write(
        file,
        to -> {
          Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
          write(log, out);
          out.flush();
        });
  }

  private static void write(PolicyLog log, Writer out) throws IOException {
    List<String> header = new ArrayList<>(COLUMNS);
    log.baseline().ifPresent(own -> header.addAll(List.of(BASELINE_LOGGED, BASELINE_TARGET)));
    if (!log.segments().isEmpty()) {
      header.add(SEGMENT);
    }
    if (!log.clusters().isEmpty()) {
      header.add(CLUSTER);
    }
    if (log.times().length > 0) {
      header.add(TIME);
    }
    out.write(String.join(",", header) + "\n");
    for (int i = 0; i < log.size(); i++) {
      StringBuilder line = new StringBuilder();
      line.append(log.rewards()[i]).append(',').append(log.propensities()[i]);
      line.append(',').append(log.targets()[i]);
      if (log.baseline().isPresent()) {
        PolicyLog.Baseline own = log.baseline().get();
        line.append(',').append(own.logged()[i]).append(',').append(own.target()[i]);
      }
      if (!log.segments().isEmpty()) {
        line.append(',').append(quoted(log.segments().get(i)));
      }
      if (!log.clusters().isEmpty()) {
        line.append(',').append(quoted(log.clusters().get(i)));
      }
      if (log.times().length > 0) {
        line.append(',').append(log.times()[i]);
      }
      out.write(line.append('\n').toString());
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Columns that grow. */
  private static final class Columns {
    private double[][] values = new double[6][1024];
    private final List<String> segments = new ArrayList<>();
    private final List<String> clusters = new ArrayList<>();
    private boolean hasTime;
    private boolean hasBaseline;
    private int size;

    void add(CsvRow row) {
      if (size == 0) {
        hasTime = row.columns().contains(TIME);
        hasBaseline = row.columns().contains(BASELINE_LOGGED);
        if (hasBaseline != row.columns().contains(BASELINE_TARGET)) {
          throw new InputException(
              row.file() + ": line 1: one of baseline_logged and baseline_target is missing",
              "give both columns, or neither");
        }
      }
      if (size == values[0].length) {
        values =
            Arrays.stream(values)
                .map(column -> Arrays.copyOf(column, size * 2))
                .toArray(double[][]::new);
      }
      values[0][size] = row.number("reward");
      values[1][size] = row.number("propensity");
      values[2][size] = row.number("target_probability");
      if (values[1][size] > 1) {
        throw row.wrong("propensity", "is above 1");
      }
      if (values[2][size] < 0 || values[2][size] > 1) {
        throw row.wrong("target_probability", "is outside [0, 1]");
      }
      if (hasBaseline) {
        values[3][size] = row.number(BASELINE_LOGGED);
        values[4][size] = row.number(BASELINE_TARGET);
      }
      if (row.columns().contains(SEGMENT)) {
        segments.add(row.text(SEGMENT));
      }
      if (row.columns().contains(CLUSTER)) {
        clusters.add(row.text(CLUSTER));
      }
      if (hasTime) {
        values[5][size] = row.number(TIME);
      }
      size++;
    }

    PolicyLog log() {
      return new PolicyLog(
          column(0),
          column(1),
          column(2),
          hasBaseline
              ? Optional.of(new PolicyLog.Baseline(column(3), column(4)))
              : Optional.empty(),
          segments,
          clusters,
          hasTime ? column(5) : new double[0]);
    }

    private double[] column(int index) {
      return Arrays.copyOf(values[index], size);
    }
  }
}
