package ratchet.seed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import ratchet.model.UsageException;

/**
 * The parameters of generated rows. Equal plans give equal rows.
 *
 * @param seed of all random draws
 * @param days length of the log
 * @param mints launched within it, evenly
 * @param attempts execution attempts in all, live and simulated, exactly
 * @param end last moment of the log
 */
public record SeedPlan(long seed, int days, int mints, long attempts, Instant end) {
  /** A mint takes about ten attempts until all that is known of it has been seen. */
  private static final int ATTEMPTS_PER_MINT = 15;

  private static final int MOST_DAYS = 365;
  private static final int MOST_MINTS = 1_000_000;
  private static final long MOST_ATTEMPTS = 100_000_000;

  /**
   * @throws UsageException naming the size that is out of range
   */
  public SeedPlan {
    check("--days", days, 1, MOST_DAYS);
    check("--mints", mints, 1, MOST_MINTS);
    check("--attempts", attempts, (long) mints * ATTEMPTS_PER_MINT, MOST_ATTEMPTS);
    end = end.truncatedTo(ChronoUnit.MILLIS);
    if (end.minus(Duration.ofDays(days)).isBefore(Instant.EPOCH.plus(Duration.ofDays(365)))) {
      throw new UsageException("--end " + end + " is before any Solana token", "use a later time");
    }
  }

  /** The start of the current day in UTC: the same for all runs of a day, and no future. */
  public static Instant defaultEnd(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.DAYS);
  }

  long startMs() {
    return end.minus(Duration.ofDays(days)).toEpochMilli();
  }

  long endMs() {
    return end.toEpochMilli();
  }

  private static void check(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new UsageException(
          option + " " + value + " is out of range",
          "use "
              + least
              + " to "
              + most
              + (option.equals("--attempts")
                  ? " (at least " + ATTEMPTS_PER_MINT + " for each mint)"
                  : ""));
    }
  }
}
