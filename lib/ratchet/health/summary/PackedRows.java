package ratchet.health.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingRowSink;

/**
 * The rows of a training set with the fields that a summary needs, packed in memory. Rows are added
 * in any order; after {@link #inOrder} they can be read in the order of their decisions, as often
 * as needed. Which rows are training or holdout is known only after the last row.
 *
 * <p>A row takes 8 bytes for its decision, 4 for the time to its label, 8 for the mint, 2 bits for
 * each label and 11 for each feature, in whole words of 4 bytes: 32 bytes for FillNet, RugGuard and
 * survival, 36 for alpha. Rows that came out of order take 4 more. Not thread-safe.
 */
public final class PackedRows implements TrainingRowSink {
  /** The label of a row that does not have it. */
  static final int NO_LABEL = -1;

  /** The label of a row when the label is a measured number and not a class. */
  static final int MEASURED = 2;

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int LABEL_BITS = 2;
  private static final int CELL_BITS = 11;
  private static final int WORD_BITS = 5;

  private final DecidedAttempts.Listener listener;
  private final List<long[]> decisions = new ArrayList<>();
  private final List<int[]> waits = new ArrayList<>();
  private final List<long[]> mints = new ArrayList<>();
  private final List<int[]> words = new ArrayList<>();

  /** Times to a label that do not fit into an int, by row. */
  private final Map<Integer, Long> longWaits = new HashMap<>();

  private int labels;
  private int wordsPerRow;
  private int size;
  private long lastMs = Long.MIN_VALUE;
  private boolean isInOrder = true;

  /** Row indices in the order of decisions; null when the rows were added in that order. */
  private int[] order;

  private int place = -1;
  private int row;

  public PackedRows() {
    this(DecidedAttempts.Listener.NONE);
  }

  /**
   * @param listener what {@link TrainingRowSink#listener()} returns
   */
  PackedRows(DecidedAttempts.Listener listener) {
    this.listener = listener;
  }

  @Override
  public DecidedAttempts.Listener listener() {
    return listener;
  }

  @Override
  public void clear() {
    decisions.clear();
    waits.clear();
    mints.clear();
    words.clear();
    longWaits.clear();
    size = 0;
    lastMs = Long.MIN_VALUE;
    isInOrder = true;
    order = null;
    place = -1;
  }

  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] rowLabels,
      double[] outcomes,
      double[] features) {
    int at = size & (CHUNK - 1);
    if (at == 0) {
      grow(rowLabels.length, features.length);
    }
    int chunk = size >> CHUNK_BITS;
    decisions.get(chunk)[at] = decisionMs;
    waits.get(chunk)[at] = wait(decisionMs, labelEndMs);
    // an attempt of an unknown mint belongs with no other
    byte[] about = mint.length == 0 ? key : mint;
    mints.get(chunk)[at] = SharedMints.number(new String(about, StandardCharsets.UTF_8));
    int[] bits = words.get(chunk);
    int bit = at * wordsPerRow << WORD_BITS;
    for (double label : rowLabels) {
      put(bits, bit, code(label) + 1, LABEL_BITS);
      bit += LABEL_BITS;
    }
    for (double feature : features) {
      put(bits, bit, FeatureCells.cell(feature), CELL_BITS);
      bit += CELL_BITS;
    }
    isInOrder &= decisionMs >= lastMs;
    lastMs = decisionMs;
    size++;
  }

  /**
   * Sorts the rows by decision time (stable) and goes before the first. No row may be added
   * afterwards.
   */
  public PackedRows inOrder() {
    if (!isInOrder && order == null) {
      order = sorted();
    }
    rewind();
    return this;
  }

  /** A bottom-up merge sort: stable and without boxing. */
  private int[] sorted() {
    int[] from = new int[size];
    int[] to = new int[size];
    Arrays.setAll(from, own -> own);
    for (long width = 1; width < size; width *= 2) {
      for (long start = 0; start < size; start += 2 * width) {
        int middle = (int) Math.min(start + width, size);
        merge(from, to, (int) start, middle, (int) Math.min(start + 2 * width, size));
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takesLeft =
          right >= end || (left < middle && decision(from[left]) <= decision(from[right]));
      to[at] = takesLeft ? from[left++] : from[right++];
    }
  }

  int size() {
    return size;
  }

  /** Goes before the first row. */
  void rewind() {
    place = -1;
  }

  /** Goes to the next row, if any. */
  boolean next() {
    if (place + 1 >= size) {
      return false;
    }
    goTo(place + 1);
    return true;
  }

  /** When the row at a place was decided; goes there. */
  long decisionMs(int wanted) {
    goTo(wanted);
    return decisionMs();
  }

  long decisionMs() {
    return decision(row);
  }

  long labelEndMs() {
    int wait = waits.get(row >> CHUNK_BITS)[row & (CHUNK - 1)];
    return wait == Integer.MIN_VALUE ? longWaits.get(row) : decisionMs() + wait;
  }

  /** As {@link SharedMints#number}. */
  long mint() {
    return mints.get(row >> CHUNK_BITS)[row & (CHUNK - 1)];
  }

  ChronologicalSplit.Part part(ChronologicalSplit.Cut cut) {
    return cut.part(decisionMs(), labelEndMs());
  }

  /** 0 or 1 when the label is a class; else {@link #NO_LABEL} or {@link #MEASURED}. */
  int label(int index) {
    return get(index * LABEL_BITS, LABEL_BITS) - 1;
  }

  /** As {@link FeatureCells#cell}. */
  int cell(int feature) {
    return get(labels * LABEL_BITS + feature * CELL_BITS, CELL_BITS);
  }

  private void goTo(int wanted) {
    if (wanted < 0 || wanted >= size) {
      throw new IndexOutOfBoundsException(wanted + " of " + size + " rows");
    }
    place = wanted;
    row = order == null ? wanted : order[wanted];
  }

  private long decision(int ofRow) {
    return decisions.get(ofRow >> CHUNK_BITS)[ofRow & (CHUNK - 1)];
  }

  private static int code(double value) {
    return Double.isNaN(value) ? NO_LABEL : value == 0 || value == 1 ? (int) value : MEASURED;
  }

  private int wait(long decisionMs, long labelEndMs) {
    long wait = labelEndMs - decisionMs;
    boolean overflows = ((labelEndMs ^ decisionMs) & (labelEndMs ^ wait)) < 0;
    if (overflows || wait <= Integer.MIN_VALUE || wait > Integer.MAX_VALUE) {
      longWaits.put(size, labelEndMs);
      return Integer.MIN_VALUE;
    }
    return (int) wait;
  }

  private void grow(int labelCount, int featureCount) {
    labels = labelCount;
    int bits = labelCount * LABEL_BITS + featureCount * CELL_BITS;
    wordsPerRow = bits + Integer.SIZE - 1 >> WORD_BITS;
    decisions.add(new long[CHUNK]);
    waits.add(new int[CHUNK]);
    words.add(new int[CHUNK * wordsPerRow]);
    mints.add(new long[CHUNK]);
  }

  /** Writes a value into bits that are zero; it may continue in the next word. */
  private static void put(int[] words, int bit, int value, int width) {
    int word = bit >> WORD_BITS;
    int shift = bit & (Integer.SIZE - 1);
    words[word] |= value << shift;
    if (shift + width > Integer.SIZE) {
      words[word + 1] |= value >>> (Integer.SIZE - shift);
    }
  }

  private int get(int offset, int width) {
    int[] bits = words.get(row >> CHUNK_BITS);
    int bit = ((row & (CHUNK - 1)) * wordsPerRow << WORD_BITS) + offset;
    int word = bit >> WORD_BITS;
    int shift = bit & (Integer.SIZE - 1);
    int value = bits[word] >>> shift;
    if (shift + width > Integer.SIZE) {
      value |= bits[word + 1] << (Integer.SIZE - shift);
    }
    return value & ((1 << width) - 1);
  }
}
