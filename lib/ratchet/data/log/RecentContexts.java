package ratchet.data.log;

import java.util.Arrays;

/**
 * The contexts that were logged in the last minutes, found by route, by route and amount, and by
 * route and requested slippage. Each has a place, a number that increases in the order of time and
 * logging. Rows of one time, route and amount are one decision.
 *
 * <p>A ring buffer of columns, which grows to a few minutes of contexts, with hash chains of
 * places: adding a context takes two hashes, removing one takes none. Not thread-safe.
 */
public final class RecentContexts {
  /** No context. */
  static final long NONE = -1;

  private static final int AMOUNT = ContextBatch.NAMES.indexOf("amountLamports");
  private static final int SLIPPAGE = ContextBatch.NAMES.indexOf("slippageBps");
  private static final int WIDTH = ContextBatch.NAMES.size();
  private static final int USUAL_ROUTES = 8;
  private static final int USUAL_CONTEXTS = 1024;

  private final BatchSource<ContextBatch> source;
  private final DecisionListener listener;
  private ContextBatch batch;
  private int next;

  private long keptSinceMs = Long.MIN_VALUE;
  private long oldest;
  private long end;
  private int mask = USUAL_CONTEXTS - 1;
  private long[] times = new long[USUAL_CONTEXTS];
  private int[] routes = new int[USUAL_CONTEXTS];
  private boolean[] usable = new boolean[USUAL_CONTEXTS];
  private double[] values = new double[USUAL_CONTEXTS * WIDTH];

  /** The first place of each context's decision; its own place where it has no amount. */
  private long[] decisions = new long[USUAL_CONTEXTS];

  /** How it was taken: at the first place of a decision, and at that of each arm. */
  private byte[] taken = new byte[USUAL_CONTEXTS];

  /** For each place, the place before it of the same route. */
  private long[] earlierOfRoute = new long[USUAL_CONTEXTS];

  private Chains byAmount = new Chains(USUAL_CONTEXTS);
  private Chains byArm = new Chains(USUAL_CONTEXTS);

  /** The latest place by route. */
  private long[] latest = none(USUAL_ROUTES);

  private long latestWithAmount = NONE;
  private long malformed;

  private static final byte BY_AMOUNT = 1;
  private static final byte BY_ELIMINATION = 2;
  private static final byte ARM_BY_ELIMINATION = 4;

  /** Receives each decision with an amount, after all attempts that may belong to it. */
  @FunctionalInterface
  public interface DecisionListener {
    /**
     * A decision.
     *
     * @param ms its time, milliseconds since the epoch
     * @param amount lamports
     * @param isTakenByAmount whether an attempt was matched to it by amount
     * @param isTakenByElimination whether an attempt was matched to it by elimination
     */
    void decision(long ms, double amount, boolean isTakenByAmount, boolean isTakenByElimination);
  }

  /** For each hash, the places that have it, latest first. */
  private static final class Chains {
    private final long[] heads;
    private final long[] earlier;

    private Chains(int contexts) {
      heads = none(2 * contexts);
      earlier = new long[contexts];
    }

    private int slot(int route, double key) {
      // -0 and 0 are one key
      long bits = Double.doubleToLongBits(key + 0.0) * 31 + route;
      bits *= 0x9E3779B97F4A7C15L;
      return (int) (bits >>> 32) & (heads.length - 1);
    }

    private void add(long place, int route, double key) {
      int slot = slot(route, key);
      earlier[(int) place & (earlier.length - 1)] = heads[slot];
      heads[slot] = place;
    }

    private long head(int route, double key) {
      return heads[slot(route, key)];
    }

    private long before(long place) {
      return earlier[(int) place & (earlier.length - 1)];
    }
  }

  /**
   * Reads contexts from a source, as far as needed.
   *
   * @param listener receives every decision that is removed, in the order of time
   */
  public RecentContexts(BatchSource<ContextBatch> source, DecisionListener listener) {
    this.source = source;
    this.listener = listener;
    batch = source.next();
  }

  private static long[] none(int size) {
    long[] places = new long[size];
    Arrays.fill(places, NONE);
    return places;
  }

  /** Reads all contexts up to a time, which must not be before that of the last call. */
  void advanceTo(long ms) {
    while (batch != null && batch.ms(next) <= ms) {
      take();
      if (++next == batch.size()) {
        batch = source.next();
        next = 0;
      }
    }
  }

  /** Removes contexts that were logged before a time, also those that are read later. */
  void forget(long beforeMs) {
    keptSinceMs = beforeMs;
    forget();
  }

  private void forget() {
    while (oldest < end && times[at(oldest)] < keptSinceMs) {
      int slot = at(oldest);
      double amount = values[slot * WIDTH + AMOUNT];
      if (decisions[slot] == oldest && !Double.isNaN(amount)) {
        listener.decision(
            times[slot],
            amount,
            (taken[slot] & BY_AMOUNT) != 0,
            (taken[slot] & BY_ELIMINATION) != 0);
      }
      oldest++;
    }
  }

  private void take() {
    if (end - oldest == times.length) {
      forget();
    }
    if (end - oldest == times.length) {
      grow();
    }
    long place = end++;
    int slot = at(place);
    int route = batch.route(next);
    times[slot] = batch.ms(next);
    routes[slot] = route;
    taken[slot] = 0;
    usable[slot] = batch.copyTo(values, slot * WIDTH, next);
    if (!usable[slot]) {
      malformed++;
      // a truncated text may contain an amount
      Arrays.fill(values, slot * WIDTH, (slot + 1) * WIDTH, Double.NaN);
    }
    if (route >= latest.length) {
      int known = latest.length;
      latest = Arrays.copyOf(latest, 2 * route);
      Arrays.fill(latest, known, latest.length, NONE);
    }
    earlierOfRoute[slot] = latest[route];
    latest[route] = place;
    decisions[slot] = decisionOf(place, slot);
    link(place, slot);
  }

  private long decisionOf(long place, int slot) {
    double amount = values[slot * WIDTH + AMOUNT];
    long same = Double.isNaN(amount) ? NONE : byAmount(routes[slot], amount, times[slot]);
    return same == NONE ? place : decisions[at(same)];
  }

  private void link(long place, int slot) {
    double amount = values[slot * WIDTH + AMOUNT];
    double slippage = values[slot * WIDTH + SLIPPAGE];
    if (!Double.isNaN(amount)) {
      latestWithAmount = place;
      byAmount.add(place, routes[slot], amount);
      if (!Double.isNaN(slippage) && !isArmKnown(slot, slippage)) {
        byArm.add(place, routes[slot], slippage);
      }
    }
  }

  /** Whether an arm with this slippage was already logged for the same decision. */
  private boolean isArmKnown(int slot, double slippage) {
    int route = routes[slot];
    long place = byArm.head(route, slippage);
    while (isSince(place, times[slot])) {
      int other = at(place);
      if (decisions[other] == decisions[slot] && values[other * WIDTH + SLIPPAGE] == slippage) {
        return true;
      }
      place = byArm.before(place);
    }
    return false;
  }

  private void grow() {
    int size = 2 * times.length;
    long[] newTimes = new long[size];
    int[] newRoutes = new int[size];
    boolean[] newUsable = new boolean[size];
    double[] newValues = new double[size * WIDTH];
    long[] newDecisions = new long[size];
    byte[] newTaken = new byte[size];
    long[] newEarlier = new long[size];
    for (long place = oldest; place < end; place++) {
      int from = at(place);
      int to = (int) place & (size - 1);
      newTimes[to] = times[from];
      newRoutes[to] = routes[from];
      newUsable[to] = usable[from];
      System.arraycopy(values, from * WIDTH, newValues, to * WIDTH, WIDTH);
      newDecisions[to] = decisions[from];
      newTaken[to] = taken[from];
      newEarlier[to] = earlierOfRoute[from];
    }
    times = newTimes;
    routes = newRoutes;
    usable = newUsable;
    values = newValues;
    decisions = newDecisions;
    taken = newTaken;
    earlierOfRoute = newEarlier;
    mask = size - 1;
    byAmount = new Chains(size);
    byArm = new Chains(size);
    for (long place = oldest; place < end; place++) {
      link(place, at(place));
    }
  }

  private int at(long place) {
    return (int) place & mask;
  }

  /** Whether the context of a place is still stored, and not logged before a time. */
  private boolean isSince(long place, long sinceMs) {
    return place >= oldest && times[at(place)] >= sinceMs;
  }

  /**
   * The latest context of a route; {@link #NONE} if none was logged since a time.
   *
   * @param route may be {@link RouteNumbers#NONE}
   */
  long latest(int route, long sinceMs) {
    long place = route >= 0 && route < latest.length ? latest[route] : NONE;
    return isSince(place, sinceMs) ? place : NONE;
  }

  /** The latest context of a route and an amount; {@link #NONE} if there is none since a time. */
  long byAmount(int route, double amount, long sinceMs) {
    long place = byAmount.head(route, amount);
    while (isSince(place, sinceMs)) {
      int slot = at(place);
      if (routes[slot] == route && values[slot * WIDTH + AMOUNT] == amount) {
        return place;
      }
      place = byAmount.before(place);
    }
    return NONE;
  }

  /**
   * The context of a route with the nearest amount, the latest of several; {@link #NONE} if there
   * is none since a time.
   *
   * @param share largest difference, as a share of {@code amount}
   */
  long nearAmount(int route, double amount, double share, long sinceMs) {
    if (!isSince(latestWithAmount, sinceMs)) {
      return NONE;
    }
    long found = NONE;
    double nearest = share * amount;
    for (long place = latest(route, sinceMs);
        isSince(place, sinceMs);
        place = earlierOfRoute[at(place)]) {
      double distance = Math.abs(values[at(place) * WIDTH + AMOUNT] - amount);
      if (found == NONE ? distance <= nearest : distance < nearest) {
        found = place;
        nearest = distance;
      }
    }
    return found;
  }

  /**
   * The latest context of a route and a requested slippage; {@link #NONE} if there is none since a
   * time.
   */
  long byArm(int route, double slippageBps, long sinceMs) {
    return byArm(byArm.head(route, slippageBps), route, slippageBps, sinceMs, false);
  }

  private long byArm(long from, int route, double slippageBps, long sinceMs, boolean isUntaken) {
    long place = from;
    while (isSince(place, sinceMs)) {
      int slot = at(place);
      if (routes[slot] == route
          && values[slot * WIDTH + SLIPPAGE] == slippageBps
          && !(isUntaken && isTaken(slot))) {
        return place;
      }
      place = byArm.before(place);
    }
    return NONE;
  }

  private boolean isTaken(int slot) {
    return (taken[at(decisions[slot])] & BY_AMOUNT) != 0 || (taken[slot] & ARM_BY_ELIMINATION) != 0;
  }

  /**
   * The latest context of a route that has the requested slippage and is not taken: its decision
   * not by amount, and its arm not by elimination.
   *
   * @param from the latest place to consider, from {@link #byArm}: later ones may have been read
   *     since
   */
  long untaken(long from, int route, double slippageBps, long sinceMs) {
    return byArm(from, route, slippageBps, sinceMs, true);
  }

  /** Marks the decision of a context as taken by an attempt of its amount. */
  void takeByAmount(long place) {
    taken[at(decisions[at(place)])] |= BY_AMOUNT;
  }

  /** Marks a context and its decision as taken by elimination. */
  void takeByElimination(long place) {
    taken[at(decisions[at(place)])] |= BY_ELIMINATION;
    taken[at(place)] |= ARM_BY_ELIMINATION;
  }

  /** The number of contexts so far that could not be parsed. */
  long malformed() {
    return malformed;
  }

  long ms(long place) {
    return times[at(place)];
  }

  boolean isUsable(long place) {
    return usable[at(place)];
  }

  /** The values of a context in the order of {@link ContextBatch#NAMES}. */
  double[] values(long place) {
    return Arrays.copyOfRange(values, at(place) * WIDTH, (at(place) + 1) * WIDTH);
  }

  double amount(long place) {
    return values[at(place) * WIDTH + AMOUNT];
  }
}
