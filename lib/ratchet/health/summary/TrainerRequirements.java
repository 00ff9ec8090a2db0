package ratchet.health.summary;

import java.util.List;
import ratchet.model.ModelName;

/**
 * The view, tables and labels that a model's trainer reads.
 *
 * @param view name of the training view
 * @param tables tables from which the rows are computed
 * @param classLabels names of the two-class labels
 * @param command the command that trains the model
 */
public record TrainerRequirements(
    String view, List<String> tables, List<String> classLabels, String command) {
  public static TrainerRequirements of(ModelName model) {
    return switch (model) {
      case FILLNET ->
          new TrainerRequirements(
              "fill_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "fill_preds"),
              List.of("y_fill"),
              "train_fillnet");
      case ALPHA ->
          new TrainerRequirements(
              "alpha_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "scores"),
              List.of("y_payoff_10m", "y_payoff_60m"),
              "train_alpha");
      case RUGGUARD ->
          new TrainerRequirements(
              "rug_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("label_rug"),
              "train_rugguard");
      case SURVIVAL ->
          new TrainerRequirements(
              "survival_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("event"),
              "train_survival");
    };
  }
}
