package ratchet.train.solver;

import java.util.stream.IntStream;

/**
 * The negative log partial likelihood with Efron's ties plus {@code ½·λ·‖β‖²}. Of d events at one
 * time, the risk set of the l-th (from 0) leaves out l/d of the tied rows. One pass from the latest
 * time to the earliest adds rows to the sums over the risk set.
 */
final class CoxObjective implements Objective {
  private final double[][] centred;
  private final double[] times;
  private final double[] events;
  private final double penalty;
  private final int[] latestFirst;

  CoxObjective(double[][] covariates, double[] times, double[] events, double penalty) {
    this.times = times;
    this.events = events;
    this.penalty = penalty;
    // centring does not change the likelihood, and exp(β·x) overflows less
    this.centred = new double[covariates.length][times.length];
    for (int j = 0; j < centred.length; j++) {
      double mean = 0;
      for (double value : covariates[j]) {
        mean += value / times.length;
      }
      for (int i = 0; i < times.length; i++) {
        centred[j][i] = covariates[j][i] - mean;
      }
    }
    this.latestFirst =
        IntStream.range(0, times.length)
            .boxed()
            .sorted((a, b) -> Double.compare(times[b], times[a]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Norm of the sums over the events of each covariate minus its mean. */
  @Override
  public double gradientScale() {
    double[] sums = new double[centred.length];
    for (int j = 0; j < sums.length; j++) {
      for (int i = 0; i < times.length; i++) {
        sums[j] += events[i] * Math.abs(centred[j][i]);
      }
    }
    return Newton.norm(sums);
  }

  @Override
  public Point at(double[] weights) {
    Sums atRisk = new Sums(centred.length);
    Derivatives total = new Derivatives(centred.length);
    for (int i = 0; i < latestFirst.length; ) {
      int end = i;
      Sums tied = new Sums(centred.length);
      int ties = 0;
      while (end < latestFirst.length && times[latestFirst[end]] == times[latestFirst[i]]) {
        int row = latestFirst[end++];
        double linear = linear(weights, row);
        atRisk.add(Math.exp(linear), centred, row);
        if (events[row] == 1) {
          ties++;
          tied.add(Math.exp(linear), centred, row);
          total.event(linear, centred, row);
        }
      }
      for (int l = 0; l < ties; l++) {
        total.riskSet(atRisk, tied, (double) l / ties);
      }
      i = end;
    }
    return total.point(weights, penalty);
  }

  private double linear(double[] weights, int row) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * centred[j][row];
    }
    return sum;
  }

  /** Σ e^z, Σ e^z·x and Σ e^z·x·xᵀ over rows. */
  private static final class Sums {
    private double weight;
    private final double[] first;
    private final double[][] second;

    Sums(int size) {
      first = new double[size];
      second = new double[size][size];
    }

    void add(double weightOfRow, double[][] columns, int row) {
      weight += weightOfRow;
      for (int j = 0; j < first.length; j++) {
        double product = weightOfRow * columns[j][row];
        first[j] += product;
        for (int k = 0; k <= j; k++) {
          second[j][k] += product * columns[k][row];
        }
      }
    }
  }

  private static final class Derivatives {
    private double value;
    private final double[] gradient;
    private final double[][] hessian;
    private final double[] mean;

    Derivatives(int size) {
      gradient = new double[size];
      hessian = new double[size][size];
      mean = new double[size];
    }

    void event(double linear, double[][] columns, int row) {
      value -= linear;
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] -= columns[j][row];
      }
    }

    void riskSet(Sums atRisk, Sums tied, double share) {
      double weight = atRisk.weight - share * tied.weight;
      value += Math.log(weight);
      for (int j = 0; j < mean.length; j++) {
        mean[j] = (atRisk.first[j] - share * tied.first[j]) / weight;
        gradient[j] += mean[j];
        for (int k = 0; k <= j; k++) {
          hessian[j][k] +=
              (atRisk.second[j][k] - share * tied.second[j][k]) / weight - mean[j] * mean[k];
        }
      }
    }

    Point point(double[] weights, double penalty) {
      for (int j = 0; j < weights.length; j++) {
        value += 0.5 * penalty * weights[j] * weights[j];
        gradient[j] += penalty * weights[j];
        hessian[j][j] += penalty;
        for (int k = 0; k < j; k++) {
          hessian[k][j] = hessian[j][k];
        }
      }
      return new Point(value, gradient, hessian);
    }
  }
}
