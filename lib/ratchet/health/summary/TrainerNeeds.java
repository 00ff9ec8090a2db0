package ratchet.health.summary;

import java.util.List;
import ratchet.model.ModelName;

/**
 * What a model's trainer reads.
 *
 * @param view its training view
 * @param tables that its rows come from
 * @param classLabels labels of two classes
 * @param command that trains it
 */
public record TrainerNeeds(
    String view, List<String> tables, List<String> classLabels, String command) {
  public static TrainerNeeds of(ModelName model) {
    return switch (model) {
      case FILLNET ->
          new TrainerNeeds(
              "fill_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "fill_preds"),
              List.of("y_fill"),
              "train_fillnet");
      case ALPHA ->
          new TrainerNeeds(
              "alpha_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "scores"),
              List.of("y_payoff_10m", "y_payoff_60m"),
              "train_alpha");
      case RUGGUARD ->
          new TrainerNeeds(
              "rug_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("label_rug"),
              "train_rugguard");
      case SURVIVAL ->
          new TrainerNeeds(
              "survival_training_view",
              List.of("exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"),
              List.of("event"),
              "train_survival");
    };
  }
}
