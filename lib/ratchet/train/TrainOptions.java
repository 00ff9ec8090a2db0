package ratchet.train;

import java.time.Clock;
import java.util.Optional;
import ratchet.data.ReadOptions;

/**
 * How a model is trained.
 *
 * @param read how its rows were read
 * @param seed of everything random
 * @param threads of the fit, at least 1; no number depends on it
 * @param clock tells when the file was created
 * @param parentSha256 digest of the champion, if there is one
 */
public record TrainOptions(
    ReadOptions read, long seed, int threads, Clock clock, Optional<String> parentSha256) {
  public static final long DEFAULT_SEED = 42;
  public static final int DEFAULT_THREADS = 2;

  public TrainOptions withParent(Optional<String> sha256) {
    return new TrainOptions(read, seed, threads, clock, sha256);
  }
}
