package ratchet.data.training;

import java.time.Duration;
import ratchet.model.ModelName;

/**
 * How long a model's labels take, and how far its rows are kept apart; what a chronological split
 * purges by.
 *
 * @param window longest time from a decision to its label
 * @param embargo kept between the last label that is fitted and the holdout: at least as far as a
 *     feature of the model looks back, so that no two rows on both sides share a measurement
 */
public record LabelTiming(Duration window, Duration embargo) {
  public static LabelTiming of(ModelName model) {
    return switch (model) {
      case ALPHA -> new LabelTiming(Duration.ofMinutes(60), AlphaReader.TOLERANCE);
      case FILLNET -> new LabelTiming(FillReader.UNFILLED_KNOWN_AFTER, FillReader.TOLERANCE);
      case RUGGUARD -> new LabelTiming(Duration.ofHours(24), RugReader.TOLERANCE);
      case SURVIVAL -> new LabelTiming(Duration.ofMinutes(60), SurvivalReader.TOLERANCE);
    };
  }
}
