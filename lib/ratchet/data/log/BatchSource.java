package ratchet.data.log;

/** A source of batches, read one at a time. */
public interface BatchSource<T> extends AutoCloseable {
  /** The next batch; null at the end. */
  T next();

  @Override
  void close();
}
