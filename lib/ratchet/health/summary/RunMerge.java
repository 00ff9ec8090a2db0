package ratchet.health.summary;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Several runs of records, each in order, as one; of equal records the earlier run's go first. */
final class RunMerge {
  private record Run(int number, Records records) {
    long key() {
      return records.key();
    }
  }

  private final PriorityQueue<Run> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Run::key).thenComparingInt(Run::number));

  /** Not among those that wait: it moves on when its record has been seen. */
  private Run current;

  RunMerge(List<Records> runs) {
    for (int number = 0; number < runs.size(); number++) {
      advance(new Run(number, runs.get(number)));
    }
  }

  /** The run that stands at the next record; null behind the last. Good until it is asked again. */
  Records next() {
    if (current != null) {
      advance(current);
    }
    current = waiting.poll();
    return current == null ? null : current.records();
  }

  private void advance(Run run) {
    if (run.records().next()) {
      waiting.add(run);
    }
  }
}
