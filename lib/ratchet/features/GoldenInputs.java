package ratchet.features;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import ratchet.model.ModelFile;
import ratchet.model.ModelFormatException;

/**
 * Fixed inputs on which every model is scored before it is written, copied or served: an ordinary
 * mint, a poor one, and one without any known input.
 *
 * <p>A trainer writes the scores to {@code golden_scores}, and the loader must compute the same
 * scores. So a formula that differs between trainer and runtime is found before it is used.
 */
public final class GoldenInputs {
  /** Largest allowed difference between a score and the trainer's score. */
  public static final double TOLERANCE = 1e-9;

  private static final List<Inputs> INPUTS =
      List.of(
          Inputs.of(
              Map.ofEntries(
                  Map.entry("lpSol", 32.0),
                  Map.entry("buys60", 24.0),
                  Map.entry("sells60", 9.0),
                  Map.entry("uniques60", 17.0),
                  Map.entry("spreadBps", 45.0),
                  Map.entry("volatilityBps", 80.0),
                  Map.entry("ageSec", 240.0),
                  Map.entry("rugProb", 0.2),
                  Map.entry("congestionScore", 0.35),
                  Map.entry("slippageBps", 120.0),
                  Map.entry("slipGapBps", 10.0),
                  Map.entry("pnl", 0.03),
                  Map.entry("authorityActive", 0.0),
                  Map.entry("authorQualityMean", 0.5),
                  Map.entry("authorQualityTop", 0.7),
                  Map.entry("authorMentions", 6.0),
                  Map.entry("lunarBoost", 0.05))),
          Inputs.of(
              Map.ofEntries(
                  Map.entry("lpSol", 2.0),
                  Map.entry("buys60", 3.0),
                  Map.entry("sells60", 12.0),
                  Map.entry("uniques60", 2.0),
                  Map.entry("spreadBps", 190.0),
                  Map.entry("volatilityBps", 280.0),
                  Map.entry("ageSec", 15.0),
                  Map.entry("rugProb", 0.9),
                  Map.entry("congestionScore", 0.95),
                  Map.entry("slippageBps", 20.0),
                  Map.entry("slipGapBps", 70.0),
                  Map.entry("pnl", -0.06),
                  Map.entry("authorityActive", 1.0))),
          Inputs.of(Map.of()));

  private GoldenInputs() {}

  /** Primary scores on the fixed inputs. */
  public static List<Double> scores(Scorer scorer) {
    return INPUTS.stream().map(inputs -> scorer.score(inputs).primary()).toList();
  }

  /** A copy of the model with its golden scores in the header. */
  public static ModelFile stamp(ModelFile model) {
    List<Double> scores = scores(Scorer.of(model));
    return model.withHeader(model.header().withGoldenScores(scores));
  }

  /** The largest difference from the trainer's scores; empty if the file has none. */
  public static OptionalDouble difference(Scorer scorer) {
    List<Double> computed = scores(scorer);
    List<Double> written = scorer.model().header().goldenScores();
    return IntStream.range(0, Math.min(written.size(), computed.size()))
        .mapToDouble(i -> Math.abs(written.get(i) - computed.get(i)))
        .max();
  }

  /**
   * @throws GoldenScoreException if a score is not a probability, or differs from the trainer's
   *     score
   * @throws ModelFormatException if the number of scores differs, or if this toolkit wrote the file
   *     and it has no scores
   */
  public static void check(Scorer scorer) {
    List<Double> computed = scores(scorer);
    for (int i = 0; i < computed.size(); i++) {
      double score = computed.get(i);
      if (!(score >= 0 && score <= 1)) {
        throw new GoldenScoreException(field(i), "is " + score + ", not a probability", score);
      }
    }
    List<Double> written = scorer.model().header().goldenScores();
    if (written.isEmpty()) {
      // only this toolkit's trainers write provenance, and they also write golden scores
      if (scorer.model().header().provenance().isPresent()) {
        throw new ModelFormatException(
            "golden_scores", "are missing, though the file was written by this toolkit");
      }
      return;
    }
    if (written.size() != computed.size()) {
      throw new ModelFormatException(
          "golden_scores", "has " + written.size() + " values, not " + computed.size());
    }
    for (int i = 0; i < computed.size(); i++) {
      double difference = Math.abs(written.get(i) - computed.get(i));
      if (difference > TOLERANCE) {
        throw new GoldenScoreException(
            field(i),
            "was " + written.get(i) + " at the trainer, but this model scores " + computed.get(i),
            difference);
      }
    }
  }

  private static String field(int score) {
    return "golden_scores[" + score + "]";
  }

  /** A model of the right shape whose scores of the fixed inputs are wrong. */
  public static final class GoldenScoreException extends ModelFormatException {
    private static final long serialVersionUID = 1L;

    private final double measured;

    /**
     * @param field the score's path, e.g. {@code golden_scores[0]}
     * @param measured the difference from the trainer's score, or the score itself if it is not a
     *     probability
     */
    GoldenScoreException(String field, String problem, double measured) {
      super(field, problem);
      this.measured = measured;
    }

    /** The difference from the trainer's score, or the score itself if it is not a probability. */
    public double measured() {
      return measured;
    }
  }
}
