package ratchet.health.summary;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts records of one width in the order of the number that each begins with; equal ones stay as
 * they came. A buffer that is full is sorted and written to a temporary file, and in the end the
 * runs there are merged into another. Of records that come in order there is one run, which nothing
 * is done to; and of those that the buffer has room for there is no file. To be closed after what
 * it gave; not thread-safe.
 */
final class RecordSort implements AutoCloseable {
  private final int recordBytes;
  private final SpoolSpace space;
  private ByteBuffer buffer;

  /** To sort into; null as long as all came in order. */
  private ByteBuffer spare;

  private boolean isInOrder = true;
  private long lastKey = Long.MIN_VALUE;
  private long size;

  /** Null as long as all records are in the buffer. */
  private TemporaryFile file;

  /** The places in the file at which a run begins; one goes on as long as buffers follow. */
  private final List<Long> runs = new ArrayList<>();

  private long lastWritten;

  RecordSort(int recordBytes, SpoolSpace space) {
    this.recordBytes = recordBytes;
    this.space = space;
    this.buffer = ByteBuffer.allocate(Math.max(recordBytes, space.bufferBytes()));
  }

  /**
   * @param record of the width, in an array of its own, from its start
   * @throws ratchet.model.InputException when the folder cannot take a file
   */
  void add(ByteBuffer record) {
    if (buffer.remaining() < recordBytes) {
      write();
    }
    long key = record.getLong(0);
    isInOrder &= key >= lastKey;
    lastKey = key;
    buffer.put(record.array(), 0, recordBytes);
    size++;
  }

  /**
   * All that was added, in order; nothing may be added after.
   *
   * @throws ratchet.model.InputException when the folder cannot take a file
   */
  Records sorted() {
    if (file == null) {
      sortBuffer();
      spare = null;
      return Records.in(buffer, recordBytes);
    }
    write();
    spare = null;
    if (runs.size() > 1) {
      merge();
    }
    return Records.in(file, 0, size, recordBytes, buffer);
  }

  /** With at least one record in the buffer. */
  private void write() {
    sortBuffer();
    if (file == null) {
      file = new TemporaryFile(space.folder(), recordBytes);
    }
    if (runs.isEmpty() || buffer.getLong(0) < lastWritten) {
      runs.add(size - buffer.position() / recordBytes);
    }
    lastWritten = buffer.getLong(buffer.position() - recordBytes);
    file.append(buffer);
  }

  private void sortBuffer() {
    if (!isInOrder) {
      if (spare == null) {
        spare = ByteBuffer.allocate(buffer.capacity());
      }
      spare.clear();
      for (int place : order()) {
        spare.put(buffer.array(), place * recordBytes, recordBytes);
      }
      ByteBuffer sorted = spare;
      spare = buffer;
      buffer = sorted;
    }
    isInOrder = true;
    lastKey = Long.MIN_VALUE;
  }

  private Integer[] order() {
    int count = buffer.position() / recordBytes;
    long[] keys = new long[count];
    Arrays.setAll(keys, place -> buffer.getLong(place * recordBytes));
    Integer[] order = new Integer[count];
    Arrays.setAll(order, place -> place);
    Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
    return order;
  }

  /** In one go, however many: there is a run for each full buffer, and a few hundred are many. */
  private void merge() {
    try (TemporaryFile unmerged = file) {
      file = new TemporaryFile(space.folder(), recordBytes);
      RunMerge merge = new RunMerge(runs(unmerged));
      for (Records run = merge.next(); run != null; run = merge.next()) {
        if (buffer.remaining() < recordBytes) {
          file.append(buffer);
        }
        run.copyTo(buffer);
      }
      file.append(buffer);
    }
  }

  /** Their buffers have together the size of one. */
  private List<Records> runs(TemporaryFile written) {
    int bytes = Math.max(recordBytes, space.bufferBytes() / runs.size());
    List<Records> all = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      long to = run + 1 < runs.size() ? runs.get(run + 1) : size;
      all.add(Records.in(written, runs.get(run), to, recordBytes, ByteBuffer.allocate(bytes)));
    }
    return all;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
