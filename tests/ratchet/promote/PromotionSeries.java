package ratchet.promote;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleSupplier;
import ratchet.features.LoadedModel;
import ratchet.features.Scorer;
import ratchet.gate.CommonRows;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.gate.PairedMetric;
import ratchet.gate.Rescoring;
import ratchet.gate.Verdict;
import ratchet.model.ModelName;
import ratchet.promote.evidence.PairedScores;
import ratchet.statistics.ClusteredRows;

/**
 * Many promotions in a row, of versions of which it is known how good they are. A version is off
 * the true probability by e at every row, so that its Brier score is worse by e²; to which side is
 * the same for most versions, as it is for fits of the same features. The rules and their
 * arithmetic are the real ones; only rows and versions are drawn.
 */
final class PromotionSeries {
  static final double MARGIN = 0.005;
  private static final double FIRST_LOSS = 0.0144;
  private static final double OTHER_SIDE = 0.02;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final LoadedModel ANY =
      GateCandidates.good(ModelName.FILLNET, START.plus(Duration.ofDays(300))).loaded();

  private final Random random;
  private final GateRules gateRules;
  private final boolean keepsAccount;
  private final int windowRows;
  private final double[] truth;
  private final double[] labels;
  private final boolean[] sides;

  private Version champion;
  private Version anchor;
  private long[] used = {0, 0};

  /** How far rows have come. */
  private int end;

  private record Version(double loss, double[] scores) {}

  /**
   * @param ratio of the margin to the standard error of a comparison of independent rows
   * @param steps for which there will be rows
   * @param newRows a step
   * @param keepsAccount whether rows that earlier decisions used count as used
   */
  PromotionSeries(
      long seed,
      double ratio,
      GateRules gateRules,
      int steps,
      double newRows,
      boolean keepsAccount) {
    this.keepsAccount = keepsAccount;
    this.random = new Random(seed);
    this.gateRules = gateRules;
    // an error on the other side moves a squared error by 4·e·|truth − label|
    double variance = 2 * OTHER_SIDE * (1 - OTHER_SIDE) * 16 * FIRST_LOSS * 0.235;
    this.windowRows = (int) Math.round(variance * ratio * ratio / MARGIN / MARGIN);
    int rows = windowRows + (int) Math.ceil(steps * newRows) + 1;
    truth = new double[rows];
    labels = new double[rows];
    sides = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      truth[row] = 0.2 + 0.6 * Scorer.sigmoid(random.nextGaussian());
      labels[row] = random.nextDouble() < truth[row] ? 1 : 0;
      sides[row] = random.nextBoolean();
    }
    champion = version(FIRST_LOSS);
    anchor = champion;
    end = windowRows;
  }

  /** Rows of a four-week window. */
  static int windowRows(double ratio) {
    return new PromotionSeries(1, ratio, gateRules(true), 0, 0, true).windowRows;
  }

  private Version version(double loss) {
    double off = Math.sqrt(Math.max(0, loss));
    double[] scores = new double[truth.length];
    for (int row = 0; row < scores.length; row++) {
      boolean side = random.nextDouble() < OTHER_SIDE ? !sides[row] : sides[row];
      scores[row] = truth[row] + (side ? off : -off);
    }
    return new Version(loss, scores);
  }

  /** By how many margins what is live is worse than the first version. */
  double lossInMargins() {
    return (champion.loss - FIRST_LOSS) / MARGIN;
  }

  /** A draw around the quality of the first version, by so many standard errors of a comparison. */
  double honest(double standardErrors, double ratio) {
    return FIRST_LOSS + random.nextGaussian() * standardErrors * MARGIN / ratio;
  }

  double championLoss() {
    return champion.loss;
  }

  /**
   * A candidate is judged and, where it passes, promoted.
   *
   * @return whether it passed
   */
  boolean step(DoubleSupplier loss, double newRowsSoFar) {
    end = windowRows + (int) Math.floor(newRowsSoFar);
    Version candidate = version(loss.getAsDouble());
    Rows rows = new Rows(candidate, end - windowRows, end);
    Verdict verdict =
        gateRules.evaluate(
            new Evidence(
                    ANY,
                    MetricLookup.of(ANY.file().header()),
                    Optional.of(MetricLookup.NONE),
                    at(end))
                .with(new Rescoring.OnRows(rows)));
    boolean decided =
        verdict.checks().stream().anyMatch(check -> check.name().equals("against_champion"));
    if (decided) {
      used =
          new long[] {Math.min(used[1] == 0 ? end - windowRows : used[0], end - windowRows), end};
    }
    if (!(verdict instanceof Verdict.Passed passed)) {
      return false;
    }
    champion = candidate;
    used = new long[] {0, 0};
    if (passed.betterThanAnchor().isPresent()) {
      anchor = candidate;
    }
    return true;
  }

  private static Instant at(int row) {
    return START.plus(Duration.ofMinutes(row));
  }

  /** Comparisons of the Brier score alone, with the anchor or without it. */
  static GateRules gateRules(boolean withAnchor) {
    String compare =
        "{'rule':'non_inferior','name':'against_%s','against':'%s','metric':'brier','label':'y_fill',"
            + "'margin':%s,'confidence':0.975,'min_rows':50,'min_positives':10,'most_rows':1000000}";
    String account = "{'rule':'account','name':'evidence_account','least_new':0.25}";
    String fillNet =
        account
            + ","
            + String.format(compare, "champion", "champion", MARGIN)
            + (withAnchor ? "," + String.format(compare, "anchor", "anchor", 1.5 * MARGIN) : "");
    String any = "{'rule':'status','name':'status','allowed':['ok']}";
    String json =
        "{'version':1,'models':{'fillnet':["
            + fillNet
            + "],'alpha':["
            + any
            + "],'rugguard':["
            + any
            + "],'survival':["
            + any
            + "]}}";
    return GateRules.parse("series", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The window of one decision. */
  private final class Rows implements CommonRows {
    private final Version candidate;
    private final int from;
    private final int to;

    Rows(Version candidate, int from, int to) {
      this.candidate = candidate;
      this.from = from;
      this.to = to;
    }

    @Override
    public EvaluationWindow window(String label, int maxRows) {
      int positives = (int) Arrays.stream(labels, from, to).sum();
      return new EvaluationWindow(at(from), at(to), to - from, positives);
    }

    @Override
    public Rescoring.Opponent opponent(Reference reference, String label) {
      return new Rescoring.Opponent.Scored(ANY);
    }

    @Override
    public Optional<String> lacking(String label) {
      return Optional.empty();
    }

    @Override
    public Optional<PairedEstimate> compare(
        Reference reference, PairedMetric metric, String label, double confidence, int maxRows) {
      Version other =
          switch (reference) {
            case CHAMPION -> champion;
            case ANCHOR -> anchor;
            case CONFIRMED -> champion;
          };
      double[] times = new double[to - from];
      Arrays.setAll(times, row -> row);
      return new PairedScores(
              Arrays.copyOfRange(candidate.scores, from, to),
              Arrays.copyOfRange(other.scores, from, to),
              Arrays.copyOfRange(labels, from, to),
              new double[0],
              ClusteredRows.singles(times))
          .compare(metric, confidence);
    }

    @Override
    public Optional<PairedEstimate> skill(
        PairedMetric metric, String label, double confidence, int maxRows) {
      return Optional.empty();
    }

    @Override
    public OptionalDouble figure(String name) {
      return OptionalDouble.empty();
    }

    @Override
    public Optional<Pair> measure(String name) {
      return Optional.empty();
    }

    @Override
    public ReproducedMetrics reproducedMetrics() {
      return ReproducedMetrics.NONE;
    }

    @Override
    public Usage usage(String label, int maxRows) {
      long seen = keepsAccount ? Math.max(0, Math.min(used[1], to) - Math.max(used[0], from)) : 0;
      return new Usage(at(from), at(to - 1), to - from, (int) (to - from - seen), false);
    }

    @Override
    public boolean equalsChampion(String label, int maxRows) {
      return false;
    }

    @Override
    public Optional<EarlierDecision> earlierOfCandidate() {
      return Optional.empty();
    }

    @Override
    public Map<String, CommonRows> slices(String by, String label, int maxRows) {
      return Map.of();
    }

    @Override
    public boolean championRowsKnown() {
      return true;
    }

    @Override
    public int filesLeftOut() {
      return 0;
    }
  }

  /**
   * Share of series in which something passes, of that many tries of a candidate that is always
   * worse by so many margins.
   */
  static double everPassing(
      int series,
      double ratio,
      double marginsWorse,
      int tries,
      double newRowsShare,
      boolean account) {
    GateRules gateRules = gateRules(true);
    int window = windowRows(ratio);
    int passed = 0;
    for (int seed = 0; seed < series; seed++) {
      PromotionSeries one =
          new PromotionSeries(
              1_000 + seed, ratio, gateRules, tries, newRowsShare * window, account);
      double loss = one.championLoss() + marginsWorse * MARGIN;
      for (int step = 0; step < tries; step++) {
        if (one.step(() -> loss, step * newRowsShare * window)) {
          passed++;
          break;
        }
      }
    }
    return (double) passed / series;
  }

  /**
   * What is lost in a series of steps, each worse than what is live by so many margins.
   *
   * @return by series, rising
   */
  static double[] losses(
      int series,
      double ratio,
      double marginsAStep,
      int steps,
      double newRowsShare,
      boolean anchor) {
    GateRules gateRules = gateRules(anchor);
    int window = windowRows(ratio);
    double[] losses = new double[series];
    for (int seed = 0; seed < series; seed++) {
      PromotionSeries one =
          new PromotionSeries(2_000 + seed, ratio, gateRules, steps, newRowsShare * window, true);
      for (int step = 0; step < steps; step++) {
        one.step(() -> one.championLoss() + marginsAStep * MARGIN, step * newRowsShare * window);
      }
      losses[seed] = one.lossInMargins();
    }
    Arrays.sort(losses);
    return losses;
  }

  /** Share of honest weekly refits that pass, of 26 weeks. */
  static double honestPassing(int series, double ratio, boolean anchor) {
    GateRules gateRules = gateRules(anchor);
    int window = windowRows(ratio);
    int passed = 0;
    int weeks = 26;
    for (int seed = 0; seed < series; seed++) {
      PromotionSeries one =
          new PromotionSeries(3_000 + seed, ratio, gateRules, weeks, window / 4.0, true);
      for (int week = 0; week < weeks; week++) {
        passed += one.step(() -> one.honest(0.6, ratio), week * window / 4.0) ? 1 : 0;
      }
    }
    return (double) passed / series / weeks;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  static double quantile(double[] rising, double share) {
    return rising[(int) Math.min(rising.length - 1, Math.floor(share * rising.length))];
  }
}
