package ratchet.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmpiricalBernsteinTest {
  /** From confseq 0.0.11: v_opt 100, scale 2, alpha_opt 0.05. */
  @Test
  void theBoundaryIsThatOfTheReferenceImplementation() {
    GammaExponentialMixture boundary = new GammaExponentialMixture(0.05, 100, 2);
    assertThat(boundary.logAt(10, 100)).isEqualTo(-0.2490165, within(1e-7));
    assertThat(boundary.bound(100)).isEqualTo(33.02017, within(1e-5));
  }

  @Test
  void knowsNothingBeforeTheFirstRow() {
    EmpiricalBernstein interval = new EmpiricalBernstein(0.05, 100);
    assertThat(interval.lower()).isEqualTo(-1);
    assertThat(interval.upper()).isEqualTo(1);
    interval.add(0.25);
    assertThat(interval.estimate()).isEqualTo(0.25);
    assertThat(interval.lower()).isEqualTo(-1);
  }

  /**
   * Ten seasons of baseball, two forecasters (Choe and Ramdas 2023). The interval after all rows is
   * the published one. At every row the boundary is held against the mixture itself, integrated
   * numerically over the stakes: no gamma function has a part in that.
   */
  @Test
  void tenSeasonsOfBaseballGiveThePublishedIntervalAndEachRowTheIntegral() throws IOException {
    String data = System.getenv().getOrDefault("RATCHET_TEST_DATA", "../shared/data");
    Path file = Path.of(data, "mlb_2010_2019.csv");
    assumeThat(file).exists();
    List<String> lines = Files.readAllLines(file);
    List<String> names = Arrays.asList(lines.get(0).split(","));
    EmpiricalBernstein interval = new EmpiricalBernstein(0.05, 100);
    MixtureIntegral integral = new MixtureIntegral(0.025, 100, 2);
    double sum = 0;
    double variance = 0;
    double mean = 0;
    for (int row = 1; row < lines.size(); row++) {
      String[] fields = lines.get(row).split(",");
      double label = Double.parseDouble(fields[names.indexOf("y")]);
      double champion = Double.parseDouble(fields[names.indexOf("fivethirtyeight")]) - label;
      double challenger = Double.parseDouble(fields[names.indexOf("vegas")]) - label;
      double difference = challenger * challenger - champion * champion;
      interval.add(difference);
      sum += difference;
      variance += Math.pow(difference - mean, 2);
      mean = sum / row;
      double lower = interval.lower();
      double half = (interval.upper() - lower) / 2;
      if (half < 0.9) {
        assertThat(lower + half).as("row %s", row).isEqualTo(mean, within(1e-9));
        // the error of the boundary, by the slope of the logarithm, in the unit of the mean
        double error = integral.log(half * row, variance) - Math.log(40);
        double slope = integral.log(half * row + 1e-4, variance) - Math.log(40) - error;
        assertThat(error / (slope / 1e-4) / row).as("row %s", row).isEqualTo(0, within(1e-9));
      }
    }
    assertThat(interval.rows()).isEqualTo(25_165);
    assertThat(interval.lower()).isEqualTo(-0.002652, within(1e-6));
    assertThat(interval.upper()).isEqualTo(-0.000615, within(1e-6));
  }

  /**
   * The mixture over stakes λ = (1 − w)/c of exp(λ·S − ψ(λ)·V), ψ(λ) = (−log(1 − cλ) − cλ)/c², with
   * a density proportional to w^(ρ/c² − 1)·exp(−w·ρ/c²) on (0, 1), by Simpson's rule in log w.
   */
  private static final class MixtureIntegral {
    private static final int STEPS = 1_200;
    private final double scale;
    private final double shape;
    private final double whole;

    MixtureIntegral(double alpha, double vOpt, double scale) {
      this.scale = scale;
      double twice = -2 * Math.log(2 * alpha);
      this.shape = vOpt / (twice + Math.log1p(twice)) / scale / scale;
      this.whole = integral(shape, shape);
    }

    double log(double sum, double variance) {
      double square = scale * scale;
      return integral(variance / square + shape, (scale * sum + variance) / square + shape)
          + (scale * sum + variance) / square
          - whole;
    }

    /** log ∫ w^(a − 1)·exp(−b·w) dw over (0, 1], with w = exp(−x). */
    private static double integral(double a, double b) {
      double peak = a < b ? Math.log(b / a) : 0;
      double width = Math.max(60 / Math.sqrt(a), a < 20 ? 40 / a : 0);
      double from = Math.max(0, peak - width / 2);
      double step = (peak + width - from) / STEPS;
      double highest = -a * peak - b * Math.exp(-peak);
      double area = 0;
      for (int i = 0; i <= STEPS; i++) {
        double x = from + i * step;
        double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
        area += weight * Math.exp(-a * x - b * Math.exp(-x) - highest);
      }
      return Math.log(area * step / 3) + highest;
    }
  }
}
