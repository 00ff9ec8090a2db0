package ratchet.train;

import java.util.List;
import java.util.Optional;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.model.Provenance;
import ratchet.train.solver.TrainingRows;

/**
 * The data of a training: the training rows, in this process or on executors, and the holdout,
 * which is always in this process. {@link LocalSource} has all rows in this process.
 */
public interface TrainingSource {
  /**
   * A set that contains the holdout, and perhaps other rows. Its other fields (counts, data window,
   * facts) describe all rows of the training.
   */
  TrainingSet set();

  /** Number of rows in all parts of the split. */
  long rowCount();

  /** Sizes of the split. Without rows all sizes are 0, and both times are the end of the data. */
  ChronologicalSplit.Sizes split();

  /** Row numbers of the holdout within {@link #set()}, in rising order. */
  int[] holdout();

  /** The training rows that have the label. */
  TrainingRows train(String label);

  /** Walk-forward folds within the training rows, in the order of time. */
  List<Fold> folds();

  /** A sentence for each feature that is constant over the training rows. */
  List<String> constantFeatures();

  /** Digest of the training rows, 64 hex digits; equal rows give equal digits. */
  String fingerprint();

  /** The engine that has the rows, if they are not in this process. */
  default Optional<Provenance.Engine> engine() {
    return Optional.empty();
  }

  /** A part of the training rows, and the rows that follow it in time. */
  interface Fold {
    TrainingRows train(String label);

    TrainingRows holdout(String label);
  }
}
