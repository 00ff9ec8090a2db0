package ratchet.train;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import ratchet.data.training.ReadOptions;

/**
 * How a model is trained.
 *
 * @param read how the rows are read
 * @param seed seed of all random numbers
 * @param threads number of threads, at least 1; the results do not depend on it
 * @param clock source of the creation time of the file
 * @param parentSha256 digest of the champion, if there is one
 * @param calibration method to calibrate probabilities after the fit; used if it lowers the log
 *     loss
 * @param allowedMissing features that a default may replace in most rows
 */
public record TrainOptions(
    ReadOptions read,
    long seed,
    int threads,
    Clock clock,
    Optional<String> parentSha256,
    CalibrationMethod calibration,
    Set<String> allowedMissing) {
  public static final long DEFAULT_SEED = 42;
  public static final int DEFAULT_THREADS = 2;

  public TrainOptions {
    allowedMissing = Set.copyOf(allowedMissing);
  }

  /** Options without {@code allowedMissing}. */
  public TrainOptions(
      ReadOptions read,
      long seed,
      int threads,
      Clock clock,
      Optional<String> parentSha256,
      CalibrationMethod calibration) {
    this(read, seed, threads, clock, parentSha256, calibration, Set.of());
  }

  /** Options without {@code calibration} and {@code allowedMissing}. */
  public TrainOptions(
      ReadOptions read, long seed, int threads, Clock clock, Optional<String> parentSha256) {
    this(read, seed, threads, clock, parentSha256, CalibrationMethod.NONE);
  }

  public TrainOptions withParent(Optional<String> sha256) {
    return new TrainOptions(read, seed, threads, clock, sha256, calibration, allowedMissing);
  }

  public TrainOptions withCalibration(CalibrationMethod method) {
    return new TrainOptions(read, seed, threads, clock, parentSha256, method, allowedMissing);
  }
}
