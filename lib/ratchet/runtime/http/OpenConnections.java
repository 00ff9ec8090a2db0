package ratchet.runtime.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of one event loop, which alone calls this: not thread-safe.
 *
 * <p>Netty closes no slow connection by itself. A connection that waits carries the time since
 * which it has waited for a whole request; single bytes do not renew it.
 */
final class OpenConnections {
  private final Set<Connection> open = new HashSet<>();
  private final int most;

  /**
   * @param most beyond it, the connection that has waited longest is closed
   */
  OpenConnections(int most) {
    this.most = most;
  }

  /** Whether there is a place for it; where every connection is being answered there is none. */
  boolean add(Connection connection) {
    if (open.size() >= most) {
      Connection longest = null;
      for (Connection other : open) {
        if (other.isWaiting()
            && (longest == null || other.waitingSinceNanos() - longest.waitingSinceNanos() < 0)) {
          longest = other;
        }
      }
      if (longest == null) {
        return false;
      }
      open.remove(longest);
      longest.close();
    }
    return open.add(connection);
  }

  void remove(Connection connection) {
    open.remove(connection);
  }

  /** Closes what has taken too long. */
  void sweep(long nowNanos) {
    all().forEach(connection -> connection.closeIfOverdue(nowNanos));
  }

  /** Closes what is between two requests. */
  void closeIdle() {
    all().forEach(Connection::closeIfIdle);
  }

  void closeAll() {
    all().forEach(Connection::close);
  }

  private List<Connection> all() {
    return List.copyOf(open);
  }
}
