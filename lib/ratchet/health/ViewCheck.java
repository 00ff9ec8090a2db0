package ratchet.health;

import java.util.Optional;
import ratchet.data.InstalledViews;
import ratchet.model.ModelName;

/**
 * Whether a training view gives rows on this database. Trainers bring the view's text themselves,
 * so that a view that is not installed is no fault; the detail says what is there.
 */
final class ViewCheck implements HealthCheck {
  private static final Figure REQUIRED = Figure.of(1);

  private final ModelName model;

  ViewCheck(ModelName model) {
    this.model = model;
  }

  @Override
  public String name() {
    return "view_" + view();
  }

  @Override
  public CheckResult run(HealthContext context) {
    Optional<String> obstacle = context.obstacle(model);
    if (obstacle.isPresent()) {
      return CheckResult.fail(name(), Figure.NOTHING, REQUIRED, obstacle.get(), Remedies.NO_TABLE);
    }
    long rows = InstalledViews.rowCount(context.database(), view());
    String installed =
        switch (InstalledViews.state(context.database(), view())) {
          case ABSENT -> "not installed in the file; trainers bring their own";
          case CURRENT -> "installed in the file";
          case DIFFERENT -> "another view of this name is in the file; trainers do not read it";
        };
    String detail = "gives " + rows + " rows; " + installed;
    return rows > 0
        ? CheckResult.pass(name(), Figure.of(rows), REQUIRED, detail)
        : CheckResult.fail(name(), Figure.of(0), REQUIRED, detail, Remedies.MORE_DATA);
  }

  private String view() {
    return TrainerNeeds.of(model).view();
  }
}
