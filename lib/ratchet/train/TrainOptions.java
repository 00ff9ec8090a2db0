package ratchet.train;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import ratchet.data.training.ReadOptions;

/**
 * How a model is trained.
 *
 * @param read how its rows were read
 * @param seed of everything random
 * @param threads that work on it, at least 1; no number depends on it
 * @param clock tells when the file was created
 * @param parentSha256 digest of the champion, if there is one
 * @param calibration of the probabilities after the fit, where it pays
 * @param allowedMissing features that a default may stand in for in most rows
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

  /** With no feature that may be missing. */
  public TrainOptions(
      ReadOptions read,
      long seed,
      int threads,
      Clock clock,
      Optional<String> parentSha256,
      CalibrationMethod calibration) {
    this(read, seed, threads, clock, parentSha256, calibration, Set.of());
  }

  /** Without calibration. */
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
