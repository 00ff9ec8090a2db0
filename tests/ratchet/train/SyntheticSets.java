package ratchet.train;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingSet;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * Training sets drawn from a known truth, one decision every ten minutes from a fixed moment on.
 */
public final class SyntheticSets {
  static final long START_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  static final long STEP_MS = 600_000;
  static final TrainOptions OPTIONS =
      new TrainOptions(
          ReadOptions.DEFAULT,
          42,
          2,
          Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC),
          Optional.empty());

  private SyntheticSets() {}

  /** The log-odds that every label is drawn from: steep enough to be found. */
  static double logOdds(double[][] features, int row, double intercept) {
    double z = intercept;
    for (int j = 1; j < features.length; j++) {
      z += slope(j) * features[j][row];
    }
    return z;
  }

  static double slope(int feature) {
    return feature % 2 == 1 ? 2.5 : -2;
  }

  public static TrainingSet of(ModelName model, int rows) {
    return of(model, rows, 7, -0.3);
  }

  public static TrainingSet of(ModelName model, int rows, long seed, double intercept) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> names = Features.of(model).names();
    double[][] features = new double[names.size()][rows];
    for (int j = 0; j < features.length; j++) {
      for (int i = 0; i < rows; i++) {
        features[j][i] = j == 0 && model != ModelName.SURVIVAL ? 1 : random.nextDouble();
      }
    }
    if (model == ModelName.ALPHA) {
      Arrays.setAll(features[10], i -> features[10][i] * 0.2);
    }
    long[] decisionMs = new long[rows];
    Arrays.setAll(decisionMs, i -> START_MS + i * STEP_MS);
    String[] keys = new String[rows];
    Arrays.setAll(keys, i -> "mint" + i);
    double[][] labels =
        switch (model) {
          case ALPHA -> alpha(features, rows, random, intercept);
          case FILLNET -> fillNet(features, rows, random, intercept);
          case RUGGUARD -> new double[][] {drawn(features, rows, random, intercept)};
          case SURVIVAL -> survival(features, rows, random);
        };
    return new TrainingSet(
        model,
        labelNames(model),
        model == ModelName.SURVIVAL
            ? List.of(
                "peak_bps_60m",
                "mae_bps_60m",
                "time_to_peak_ms",
                "drawdown_to_peak_bps",
                "exit_bps",
                "drawdown_bps")
            : List.of(),
        names,
        decisionMs,
        Arrays.stream(decisionMs).map(ms -> ms + 1_000).toArray(),
        Arrays.asList(keys),
        labels,
        model == ModelName.SURVIVAL ? outcomes(rows, random) : new double[0][],
        features,
        Map.of("decisions", (long) rows, "rows", (long) rows),
        Instant.ofEpochMilli(START_MS),
        Instant.ofEpochMilli(START_MS + rows * STEP_MS));
  }

  static List<String> labelNames(ModelName model) {
    return switch (model) {
      case ALPHA -> List.of("y_payoff_10m", "y_payoff_60m");
      case FILLNET -> List.of("y_fill", "y_slip_bps", "y_ttl_ms");
      case RUGGUARD -> List.of("label_rug");
      case SURVIVAL -> List.of("duration_seconds", "event");
    };
  }

  /** The same set with other labels of one name. */
  static TrainingSet withLabel(TrainingSet set, String name, double[] label) {
    double[][] labels = set.labels().clone();
    labels[set.labelNames().indexOf(name)] = label;
    return new TrainingSet(
        set.model(),
        set.labelNames(),
        set.outcomeNames(),
        set.featureNames(),
        set.decisionMs(),
        set.labelEndMs(),
        set.keys(),
        labels,
        set.outcomes(),
        set.features(),
        set.rowCounts(),
        set.dataFrom(),
        set.dataTo());
  }

  /** A label in an order that has nothing to do with the features. */
  static double[] permuted(double[] label, long seed) {
    double[] shuffled = label.clone();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double kept = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = kept;
    }
    return shuffled;
  }

  /** Inputs of one row by the features' own names. */
  static Map<String, Double> inputs(TrainingSet set, int row) {
    Map<String, Double> inputs = new HashMap<>();
    for (int j = 0; j < set.featureNames().size(); j++) {
      inputs.put(set.featureNames().get(j), set.features()[j][row]);
    }
    return inputs;
  }

  private static double[] drawn(
      double[][] features, int rows, SplittableRandom random, double intercept) {
    double[] label = new double[rows];
    for (int i = 0; i < rows; i++) {
      double p = Scorer.sigmoid(logOdds(features, i, intercept));
      label[i] = random.nextDouble() < p ? 1 : 0;
    }
    return label;
  }

  private static double[][] alpha(
      double[][] features, int rows, SplittableRandom random, double intercept) {
    return new double[][] {
      drawn(features, rows, random, intercept), drawn(features, rows, random, intercept - 0.5)
    };
  }

  private static double[][] fillNet(
      double[][] features, int rows, SplittableRandom random, double intercept) {
    double[] fill = drawn(features, rows, random, intercept);
    double[] slip = new double[rows];
    double[] time = new double[rows];
    for (int i = 0; i < rows; i++) {
      double z = logOdds(features, i, 0);
      slip[i] = fill[i] == 1 ? 60 + 8 * z + 10 * (random.nextDouble() - 0.5) : Double.NaN;
      time[i] = fill[i] == 1 ? 900 - 50 * z + 200 * random.nextDouble() : Double.NaN;
    }
    return new double[][] {fill, slip, time};
  }

  private static double[][] survival(double[][] features, int rows, SplittableRandom random) {
    double[] duration = new double[rows];
    double[] event = new double[rows];
    for (int i = 0; i < rows; i++) {
      double risk = 2 * features[0][i] + 1.5 * features[1][i] - features[5][i];
      double hazard = Scorer.sigmoid(-5 + risk);
      duration[i] = 3_600;
      for (int minute = 0; minute < 60 && event[i] == 0; minute++) {
        if (random.nextDouble() < hazard) {
          event[i] = 1;
          duration[i] = 60 * (minute + random.nextDouble());
        }
      }
      if (random.nextDouble() < 0.1) {
        duration[i] *= random.nextDouble();
        event[i] = 0;
      }
    }
    return new double[][] {duration, event};
  }

  private static double[][] outcomes(int rows, SplittableRandom random) {
    double[][] outcomes = new double[6][rows];
    for (int i = 0; i < rows; i++) {
      outcomes[0][i] = 1_500 * random.nextDouble();
      outcomes[1][i] = 400 * random.nextDouble();
      outcomes[2][i] = 3_600_000 * random.nextDouble();
      outcomes[3][i] = 300 * random.nextDouble();
      outcomes[4][i] = outcomes[0][i] - 200;
      outcomes[5][i] = 120 + 50 * random.nextDouble();
    }
    return outcomes;
  }
}
