package ratchet.health.summary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import ratchet.data.training.TrainingRowSink;

/**
 * Takes the rows of a training set one by one, in whatever order, and keeps of each what a summary
 * counts, in records of one width, so that they can be gone through in the order of time again and
 * again: the parts that rows belong to are known only after the last. Memory holds no more than a
 * few buffers of them, see {@link RecordSort}. To be closed after its rows; not thread-safe.
 */
public final class RowSpool implements TrainingRowSink, AutoCloseable {
  private final boolean keepsMints;
  private final SpoolSpace space;

  // these three once the first row has told how many labels and features there are
  private SpooledRows.Layout layout;
  private ByteBuffer record;
  private RecordSort sort;

  /**
   * @param keepsMints whether the keys are mints that it matters to know again
   */
  public RowSpool(boolean keepsMints, SpoolSpace space) {
    this.keepsMints = keepsMints;
    this.space = space;
  }

  @Override
  public void clear() {
    close();
    sort = null;
  }

  /**
   * @throws ratchet.model.InputException when the folder cannot take a file
   */
  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      double[] features) {
    if (sort == null) {
      start(labels.length, features.length);
    }
    record.clear().putLong(decisionMs).putLong(labelEndMs);
    if (keepsMints) {
      record.putLong(SharedMints.number(new String(key, StandardCharsets.UTF_8)));
    }
    for (double label : labels) {
      record.put(SpooledRows.code(label));
    }
    for (double feature : features) {
      record.putShort((short) FeatureCells.cell(feature));
    }
    sort.add(record);
  }

  /**
   * What has been taken, in the order of the decisions, those of one moment as they came; no row
   * may follow.
   *
   * @throws ratchet.model.InputException when the folder cannot take a file
   */
  public SpooledRows rows() {
    if (sort == null) {
      start(0, 0);
    }
    return new SpooledRows(sort.sorted(), layout);
  }

  private void start(int labels, int features) {
    layout = new SpooledRows.Layout(keepsMints, labels, features);
    record = ByteBuffer.allocate(layout.bytes());
    sort = new RecordSort(layout.bytes(), space);
  }

  @Override
  public void close() {
    if (sort != null) {
      sort.close();
    }
  }
}
