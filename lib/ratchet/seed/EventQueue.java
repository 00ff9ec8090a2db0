package ratchet.seed;

import java.util.PriorityQueue;

/**
 * A queue of future actions in the order of time; at the same millisecond logging comes before
 * executing, then the order in which they were planned.
 */
final class EventQueue {
  /** At the same millisecond, what is known is logged before anything is executed on it. */
  enum Turn {
    LOG,
    EXECUTE
  }

  private record Event(long ms, Turn turn, long order, Runnable action)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(ms, other.ms);
      if (byTime != 0) {
        return byTime;
      }
      int byTurn = turn.compareTo(other.turn);
      return byTurn != 0 ? byTurn : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> ahead = new PriorityQueue<>();
  private final long endMs;
  private long nowMs;
  private long order;

  /**
   * @param endMs later actions are dropped
   */
  EventQueue(long endMs) {
    this.endMs = endMs;
  }

  long nowMs() {
    return nowMs;
  }

  void at(long ms, Turn turn, Runnable action) {
    if (ms <= endMs) {
      ahead.add(new Event(ms, turn, order++, action));
    }
  }

  void log(long ms, Runnable action) {
    at(ms, Turn.LOG, action);
  }

  void run() {
    while (!ahead.isEmpty()) {
      Event event = ahead.poll();
      nowMs = event.ms();
      event.action().run();
    }
  }
}
