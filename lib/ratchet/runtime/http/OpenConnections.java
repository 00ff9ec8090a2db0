package ratchet.runtime.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The open connections of one event loop. Not thread-safe: only that loop calls it.
 *
 * <p>Netty itself does not close slow connections. The waiting time of a connection runs until a
 * complete request has arrived; single bytes do not reset it.
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

  /**
   * Adds a connection; if the limit is reached, it closes the one that has waited longest. Returns
   * false when none can be closed because all are being answered.
   */
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

  /** Closes the connections that exceed a time limit. */
  void sweep(long nowNanos) {
    all().forEach(connection -> connection.closeIfOverdue(nowNanos));
  }

  /** Closes the connections that are between two requests. */
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
