package ratchet.backtest;

import ratchet.data.log.LoggedAttempt;
import ratchet.data.log.ReplayReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;

/**
 * When the network was congested: an attempt that took longer to land, or paid more for priority,
 * than three quarters of the window's. For telling results apart afterwards, never for a decision.
 *
 * @param landedMs upper quartile; NaN where nothing landed
 * @param priorityFeeLamports upper quartile; NaN where none was logged
 */
record Congestion(double landedMs, double priorityFeeLamports) {
  static Congestion of(Database database, TimeWindow window) {
    return new Congestion(
        ReplayReader.upperQuartile(database, window, "time_to_land_ms"),
        ReplayReader.upperQuartile(database, window, "priority_fee_lamports"));
  }

  boolean holds(LoggedAttempt attempt) {
    return attempt.landedMs() > landedMs || attempt.priorityFeeLamports() > priorityFeeLamports;
  }
}
