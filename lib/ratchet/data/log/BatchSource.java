package ratchet.data.log;

/** Where batches come from, one after the other. */
public interface BatchSource<T> extends AutoCloseable {
  /** The next batch; null when there is none any more. */
  T next();

  @Override
  void close();
}
