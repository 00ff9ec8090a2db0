package ratchet.data.training;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import ratchet.data.log.Attempt;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.BatchSource;
import ratchet.data.log.DecidedAttempt;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.EchoSources;
import ratchet.data.log.ReadAhead;
import ratchet.data.sqlite.TimeWindow;

/**
 * The attempts of one or several files in one order, each file read on a thread of its own.
 * Attempts and decisions are matched within their file. An attempt that several files hold (same
 * time, order and route) is read once, and the copies are counted. The order of the files has no
 * effect.
 */
final class FillLogs {
  private static final int BATCH_ATTEMPTS = 256;

  /** Attempts that are equal in {@link FillLog#IN_ORDER} are ordered by content. */
  private static final Comparator<DecidedAttempt> BY_CONTENT =
      FillLog.IN_ORDER
          .thenComparing(DecidedAttempt::match)
          .thenComparing(DecidedAttempt::values, Arrays::compare)
          .thenComparing(decided -> decided.attempt().mint(), Arrays::compareUnsigned)
          .thenComparing(decided -> numbers(decided.attempt()), Arrays::compare);

  private final FillRows rows;
  private final List<Part> parts = new ArrayList<>();
  private final PriorityQueue<Part> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Part::head, BY_CONTENT).thenComparingInt(part -> part.number));

  /** Attempts of the last minute of decision time, and the part of each. */
  private final Map<Identity, Known> recent = new HashMap<>();

  private final Deque<Known> recentInOrder = new ArrayDeque<>();
  private final long[] copies = new long[DecidedAttempt.Match.values().length];

  /** What copies of an attempt have in common. */
  private record Identity(long ms, ByteBuffer key) {
    static Identity of(Attempt attempt) {
      return new Identity(attempt.ms(), ByteBuffer.wrap(attempt.key()));
    }
  }

  private record Known(Identity identity, int part, DecidedAttempt decided) {}

  /** One file, and its current attempt. */
  private static final class Part {
    private final int number;
    private final Source source;
    private final ReadAhead<List<DecidedAttempt>> batches;
    private List<DecidedAttempt> batch = List.of();
    private int place;

    private Part(int number, Source source) {
      this.number = number;
      this.source = source;
      batches = new ReadAhead<>("read-attempts-" + number, source::open);
    }

    private DecidedAttempt head() {
      return batch.get(place);
    }

    /**
     * @return whether there is a next attempt
     */
    private boolean advance() {
      place++;
      if (place >= batch.size()) {
        batch = batches.next();
        place = 0;
      }
      return batch != null;
    }
  }

  /** Reads one file in batches; holds its facts once all attempts are read. */
  private static final class Source implements BatchSource<List<DecidedAttempt>> {
    private final FillLog log;
    private final TimeWindow window;
    private final EchoSources echoes;
    private final DecidedAttempts.Listener listener;
    private FillLog.Reading reading;
    private volatile AttemptFacts facts = AttemptFacts.NONE;
    private volatile long duplicates;

    private Source(
        FillLog log, TimeWindow window, EchoSources echoes, DecidedAttempts.Listener listener) {
      this.log = log;
      this.window = window;
      this.echoes = echoes;
      this.listener = listener;
    }

    private Source open() {
      reading = log.open(window, echoes, listener);
      return this;
    }

    @Override
    public List<DecidedAttempt> next() {
      List<DecidedAttempt> batch = new ArrayList<>(BATCH_ATTEMPTS);
      while (batch.size() < BATCH_ATTEMPTS) {
        DecidedAttempt next = reading.next();
        if (next == null) {
          facts = reading.facts();
          duplicates = reading.duplicates();
          break;
        }
        batch.add(next);
      }
      return batch.isEmpty() ? null : batch;
    }

    @Override
    public void close() {
      reading.close();
    }
  }

  private FillLogs(FillRows rows) {
    this.rows = rows;
  }

  /**
   * Reads all attempts of a window.
   *
   * @param logs of the parts of the database, in their order
   * @param rows receives the attempts, and how they were matched with their decisions
   */
  static void read(List<FillLog> logs, TimeWindow window, LogScope scope, FillRows rows) {
    FillLogs merged = new FillLogs(rows);
    try {
      for (FillLog log : logs) {
        // each has its own echoes, which cache the last source
        Source source = new Source(log, window, scope.echoes(), rows.listener());
        merged.parts.add(new Part(merged.parts.size(), source));
      }
      merged.run();
    } finally {
      merged.parts.forEach(part -> part.batches.close());
    }
  }

  private void run() {
    parts.stream().filter(Part::advance).forEach(waiting::add);
    while (!waiting.isEmpty()) {
      Part part = waiting.poll();
      do {
        DecidedAttempt next = part.head();
        if (parts.size() == 1 || !isCopy(part.number, next)) {
          rows.add(part.number, next);
        }
      } while (part.advance() && isFirst(part));
      if (part.batch != null) {
        waiting.add(part);
      }
    }
    rows.attempts(facts(), duplicates());
  }

  private boolean isFirst(Part part) {
    return waiting.isEmpty() || waiting.comparator().compare(part, waiting.peek()) < 0;
  }

  /** A copy may lack the context, so decision times of copies differ by up to a minute. */
  private boolean isCopy(int part, DecidedAttempt decided) {
    while (!recentInOrder.isEmpty()
        && recentInOrder.peek().decided.decisionMs()
            < decided.decisionMs() - DecidedAttempts.TOLERANCE_MS) {
      Known old = recentInOrder.remove();
      recent.remove(old.identity, old);
    }
    Known known = new Known(Identity.of(decided.attempt()), part, decided);
    Known other = recent.get(known.identity);
    if (other != null && other.part != part && isSame(other.decided, decided)) {
      copies[decided.match().ordinal()]++;
      rows.shared(other.part, part);
      return true;
    }
    recent.put(known.identity, known);
    recentInOrder.add(known);
    return false;
  }

  /**
   * The key of an attempt without an order is a row number, which means nothing in another file.
   */
  private static boolean isSame(DecidedAttempt one, DecidedAttempt other) {
    return one.attempt().isNamed()
        || (Arrays.equals(one.attempt().mint(), other.attempt().mint())
            && Arrays.equals(numbers(one.attempt()), numbers(other.attempt())));
  }

  private static double[] numbers(Attempt attempt) {
    return new double[] {
      attempt.filled(),
      attempt.slippageBps(),
      attempt.timeToLandMs(),
      attempt.requestedBps(),
      attempt.amountIn()
    };
  }

  private AttemptFacts facts() {
    AttemptFacts all =
        parts.stream().map(part -> part.source.facts).reduce(AttemptFacts::plus).orElseThrow();
    return all.without(
        copies[DecidedAttempt.Match.AMOUNT.ordinal()],
        copies[DecidedAttempt.Match.ELIMINATION.ordinal()],
        copies[DecidedAttempt.Match.ROUTE.ordinal()]);
  }

  private long duplicates() {
    return parts.stream().mapToLong(part -> part.source.duplicates).sum()
        + Arrays.stream(copies).sum();
  }
}
