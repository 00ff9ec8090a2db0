package ratchet.health;

import java.util.List;
import ratchet.model.ModelName;

/**
 * Summary of the data for the report page: the figures behind the check results, from the same
 * snapshot. Its size does not depend on the number of rows.
 *
 * @param tables the tables that training reads and the database has
 * @param models one entry per model, all four
 */
public record DataProfile(List<TableActivity> tables, List<ModelProfile> models) {
  public DataProfile {
    tables = List.copyOf(tables);
    models = List.copyOf(models);
  }

  static DataProfile of(HealthContext context) {
    return new DataProfile(
        context.thresholds().requiredColumns().keySet().stream()
            .filter(context::hasTable)
            .filter(table -> context.obstacle(table).isEmpty())
            .map(table -> TableActivity.of(context, table))
            .toList(),
        ModelName.all().stream().map(model -> ModelProfile.of(context, model)).toList());
  }
}
