package ratchet.runtime.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the memory that clients make the server hold, so that many slow ones cannot fill it. */
final class HeldBytes {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  /** Whether there was room; if not, nothing is counted. */
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
