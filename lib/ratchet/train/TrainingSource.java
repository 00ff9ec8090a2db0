package ratchet.train;

import java.util.List;
import java.util.Optional;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.model.Provenance;
import ratchet.train.solver.TrainingRows;

/**
 * What a model is trained from: the rows to fit on, in this process or on executors, and the
 * holdout, which is always in this process. {@link LocalSource} has all of them here.
 */
public interface TrainingSource {
  /**
   * A set that holds the holdout, and perhaps other rows. What it says beside its rows (counts,
   * data window, facts) is of all rows of the training.
   */
  TrainingSet set();

  /** Rows of all parts of the split. */
  long rowCount();

  /** Without rows nothing in each part, and the end of the data for both moments. */
  ChronologicalSplit.Sizes split();

  /** Row numbers of the holdout within {@link #set()}, rising. */
  int[] holdout();

  /** The rows to fit on that carry the label. */
  TrainingRows train(String label);

  /** Walk-forward folds within the rows to fit on, in the order of time. */
  List<Fold> folds();

  /** A sentence for each feature that does not vary over the rows to fit on. */
  List<String> constantFeatures();

  /** Of the rows to fit on: 64 hex digits. The same rows give the same digits. */
  String fingerprint();

  /** What has the rows, where that is not this process. */
  default Optional<Provenance.Engine> engine() {
    return Optional.empty();
  }

  /** A part of the rows to fit on, and the rows that follow it. */
  interface Fold {
    TrainingRows train(String label);

    TrainingRows holdout(String label);
  }
}
