package ratchet.statistics;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A data set that ships with an R package, read through R where that is installed. The published
 * figures are about these rows; the rows themselves belong to the packages and are not copied here.
 */
public final class RDataset {
  private RDataset() {}

  /**
   * Columns of numbers; the test is skipped where R or the package is absent.
   *
   * @param rExpression a data frame of numbers
   */
  public static double[][] columns(String rExpression) {
    List<String> lines = run("write.table(" + rExpression + ", col.names=FALSE, row.names=FALSE)");
    int width = lines.get(0).split(" ").length;
    double[][] columns = new double[width][lines.size()];
    for (int row = 0; row < lines.size(); row++) {
      String[] fields = lines.get(row).split(" ");
      for (int c = 0; c < width; c++) {
        columns[c][row] = Double.parseDouble(fields[c]);
      }
    }
    return columns;
  }

  private static List<String> run(String expression) {
    List<String> lines = new ArrayList<>();
    try {
      Process process =
          new ProcessBuilder("Rscript", "--vanilla", "-e", expression)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader reader = process.inputReader()) {
        reader.lines().forEach(lines::add);
      }
      assumeTrue(process.waitFor() == 0, "R or its package is not installed");
      return lines;
    } catch (IOException e) {
      return abort("R is not installed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
