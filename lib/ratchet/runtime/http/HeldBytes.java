package ratchet.runtime.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that the server holds for its clients, so that many slow clients cannot fill the
 * memory. Thread-safe.
 */
final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  /** Counts these bytes if the limit allows it; if not, counts nothing and returns false. */
  boolean tryTake(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
