package ratchet.health;

/** One question about the data, with one answer. Does not change the database. */
public interface HealthCheck {
  /** Stable, snake case, unique among the checks. */
  String name();

  /**
   * Answers from the snapshot; missing or empty tables are an answer, not an error.
   *
   * @throws ratchet.model.InputException when the file cannot be read at all
   */
  CheckResult run(HealthContext context);
}
