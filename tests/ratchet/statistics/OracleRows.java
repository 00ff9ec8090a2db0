package ratchet.statistics;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Rows that R, Python and Java generate alike, so that figures computed elsewhere can be kept here.
 *
 * <p>In R: {@code x <- 20260101; draw <- function() {x <<- (16807*x) %% 2147483647; x/2147483647};
 * u <- t(replicate(120, c(draw(), draw(), draw())))} and then the columns as below, with {@code
 * floor} for {@code Math.floor}.
 */
public final class OracleRows {
  public static final int N = 120;

  private static final double[][] UNIFORM = uniform();

  public static final double[] LABELS = column(i -> UNIFORM[i][0] < 0.35 ? 1 : 0);

  /** Whole numbers, with ties. */
  public static final double[] SCORES_A =
      column(i -> Math.floor(20 * UNIFORM[i][1] + 6 * LABELS[i]));

  public static final double[] SCORES_B =
      column(i -> Math.floor(20 * UNIFORM[i][2] + 3 * LABELS[i]));
  public static final double[] PROBABILITIES =
      column(i -> 1 / (1 + Math.exp(-(SCORES_A[i] - 12) / 6)));
  public static final double[] TIMES = column(i -> 1 + Math.floor(60 * UNIFORM[i][1]));
  public static final double[] EVENTS = column(i -> UNIFORM[i][2] < 0.6 ? 1 : 0);
  public static final double[] RISKS =
      column(i -> Math.floor(Math.floor(10 * UNIFORM[i][0]) - TIMES[i] / 10));

  private OracleRows() {}

  public static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, N).mapToDouble(value).toArray();
  }

  public static double uniform(int row, int column) {
    return UNIFORM[row][column];
  }

  private static double[][] uniform() {
    double[][] uniform = new double[N][3];
    long state = 20260101;
    for (double[] row : uniform) {
      for (int c = 0; c < 3; c++) {
        state = 16807 * state % 2147483647;
        row[c] = state / 2147483647.0;
      }
    }
    return uniform;
  }
}
