package ratchet.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import ratchet.data.TrainingRowSink;
import ratchet.data.TrainingSet;
import ratchet.model.InputException;

/**
 * Takes the rows of a training set one by one and keeps of each what a summary counts, in records
 * of one width, so that they can be gone through again and again: the parts that rows belong to are
 * known only after the last. Memory holds one buffer of records; those that it has no room for are
 * in a temporary file, which is gone when this is closed. To be closed after its rows; not
 * thread-safe.
 */
final class RowSpool implements TrainingRowSink, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private SpooledRows.Layout layout = new SpooledRows.Layout(0, 0);
  private long size;

  /** Null as long as all records are in the buffer. */
  private FileChannel file;

  /** In the folder that the JVM has for temporary files. */
  RowSpool() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * @param folder to have a file in, where there are more rows than the buffer holds
   */
  RowSpool(Path folder) {
    this.folder = folder;
  }

  /** Takes all rows of a set. */
  void addAll(TrainingSet set) {
    double[] labels = new double[set.labels().length];
    double[] features = new double[set.features().length];
    for (int row = 0; row < set.size(); row++) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = set.labels()[i][row];
      }
      for (int j = 0; j < features.length; j++) {
        features[j] = set.features()[j][row];
      }
      add(set.decisionMs()[row], set.labelEndMs()[row], labels, features);
    }
  }

  /**
   * @throws InputException when the folder cannot take the file
   */
  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      String key,
      double[] labels,
      double[] outcomes,
      double[] features) {
    add(decisionMs, labelEndMs, labels, features);
  }

  private void add(long decisionMs, long labelEndMs, double[] labels, double[] features) {
    if (size == 0) {
      layout = new SpooledRows.Layout(labels.length, features.length);
    }
    if (buffer.remaining() < layout.bytes()) {
      spill();
    }
    buffer.putLong(decisionMs).putLong(labelEndMs);
    for (double label : labels) {
      buffer.put(SpooledRows.code(label));
    }
    for (double feature : features) {
      buffer.putShort((short) FeatureCells.cell(feature));
    }
    size++;
  }

  /** What has been taken, in the same order; no row may follow. */
  SpooledRows rows() {
    if (file == null) {
      return new SpooledRows(this, layout, size, buffer.duplicate().flip());
    }
    spill();
    return new SpooledRows(this, layout, size, ByteBuffer.allocate(BUFFER_BYTES).limit(0));
  }

  private void spill() {
    try {
      if (file == null) {
        file = open(folder);
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      buffer.clear();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        Files.createTempFile(folder, "ratchet-rows", ".tmp"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        // where a file may lose its name while it is open it does so now, and a kill leaves nothing
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Fills a buffer with what was written from a byte on, as far as there is any. */
  void read(ByteBuffer into, long from) {
    try {
      int read = 0;
      while (into.hasRemaining() && read >= 0) {
        read = file.read(into, from + into.position());
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw failure(e);
      }
    }
  }

  private InputException failure(IOException cause) {
    String why = Files.isDirectory(folder) ? cause.getMessage() : "there is no such folder";
    return new InputException(
        "cannot keep rows in a temporary file in " + folder + ": " + why,
        "free space there, "
            + layout.bytes()
            + " bytes for each row, or name another folder:"
            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
        cause);
  }
}
