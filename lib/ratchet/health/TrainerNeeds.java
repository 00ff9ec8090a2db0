package ratchet.health;

import java.time.Duration;
import java.util.List;
import ratchet.model.ModelName;

/**
 * What a model's trainer reads and keeps apart.
 *
 * @param view its training view
 * @param tables that its rows come from
 * @param classLabels labels of two classes
 * @param labelWindow longest time from a decision to its label
 * @param embargo distance between the last label that is fitted and the holdout
 * @param command that trains it
 */
record TrainerNeeds(
    String view,
    List<String> tables,
    List<String> classLabels,
    Duration labelWindow,
    Duration embargo,
    String command) {
  static TrainerNeeds of(ModelName model) {
    return switch (model) {
      case FILLNET ->
          new TrainerNeeds(
              "fill_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "fill_preds"),
              List.of("y_fill"),
              Duration.ofSeconds(60),
              Duration.ofSeconds(60),
              "train_fillnet");
      case ALPHA ->
          new TrainerNeeds(
              "alpha_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "scores"),
              List.of("y_payoff_10m", "y_payoff_60m"),
              Duration.ofMinutes(60),
              Duration.ofMinutes(10),
              "train_alpha");
      case RUGGUARD ->
          new TrainerNeeds(
              "rug_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("label_rug"),
              Duration.ofHours(24),
              Duration.ofHours(1),
              "train_rugguard");
      case SURVIVAL ->
          new TrainerNeeds(
              "survival_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("event"),
              Duration.ofMinutes(60),
              Duration.ofMinutes(10),
              "train_survival");
    };
  }
}
