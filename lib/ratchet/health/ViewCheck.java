package ratchet.health;

import java.util.Optional;
import ratchet.data.views.InstalledViews;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;

/**
 * Whether a training view gives rows on this database: SQLite accepts its SQL, and the reader that
 * computes the same rows faster returns at least one. Trainers create the view themselves, so a
 * view that is not installed is not an error; the detail reports whether it is.
 */
final class ViewCheck extends HealthCheck {
  private static final CheckValue REQUIRED = CheckValue.of("rows");

  private final ModelName model;

  ViewCheck(ModelName model) {
    super("view_" + TrainerRequirements.of(model).view(), limits -> REQUIRED);
    this.model = model;
  }

  @Override
  CheckResult run(HealthContext context) {
    Optional<String> obstacle = context.obstacle(model);
    if (obstacle.isPresent()) {
      return fail(context, CheckValue.NOTHING, obstacle.get(), Remedies.NO_TABLE);
    }
    InstalledViews.requireUsable(context.database(), view());
    String installed =
        switch (InstalledViews.state(context.database(), view())) {
          case ABSENT -> "not installed in the file; trainers use their own";
          case CURRENT -> "installed in the file";
          case DIFFERENT -> "another view of this name is in the file; trainers do not read it";
        };
    return context.summary(model).rows() > 0
        ? pass(context, REQUIRED, installed)
        : fail(
            context,
            CheckValue.of("no rows"),
            "the view gives no row; " + installed,
            Remedies.MORE_DATA);
  }

  private String view() {
    return TrainerRequirements.of(model).view();
  }
}
