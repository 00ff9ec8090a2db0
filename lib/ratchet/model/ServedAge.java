package ratchet.model;

import java.time.Duration;

/** How old a version may be that a runtime serves. */
public final class ServedAge {
  /**
   * The default of {@code serve --max-age}: a weekly job may be late, or fail once, for three days
   * before the version it did not replace is called degraded.
   */
  public static final Duration LIMIT = Duration.ofDays(10);

  private ServedAge() {}
}
