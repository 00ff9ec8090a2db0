package ratchet.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Kaplan and Meier's estimate of a survival function from right-censored times (1958, JASA 53:457).
 * A row censored at a time is at risk for the events of that time. O(n log n). Immutable.
 */
public final class KaplanMeier {
  /**
   * The curve at one distinct time; its value is valid until the next step.
   *
   * @param atRisk number of rows whose time is this or later
   * @param events number of events at this time
   * @param censored number of rows censored at this time
   * @param survival S(time), after the events of this time
   * @param logStandardError Greenwood's standard error of log S; infinite once S is 0
   */
  public record Step(
      double time, int atRisk, int events, int censored, double survival, double logStandardError) {
    /** Greenwood's standard error of S itself; empty once S is 0. */
    public OptionalDouble standardError() {
      return survival == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(survival * logStandardError);
    }
  }

  private final List<Step> steps;

  private KaplanMeier(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * @param times any unit, from 0
   * @param events 1 for an event, 0 for a censored row
   */
  public static KaplanMeier of(double[] times, double[] events) {
    requireRows(times, events);
    return curve(times, events, false);
  }

  /**
   * The survival function of the censoring times, for inverse probability weights: a row with an
   * event at a time is not at risk of being censored at that time.
   */
  public static KaplanMeier ofCensoring(double[] times, double[] events) {
    requireRows(times, events);
    return curve(times, events, true);
  }

  private static KaplanMeier curve(double[] times, double[] events, boolean ofCensoring) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double[] sortedEvents = eventTimes(times, events);
    List<Step> steps = new ArrayList<>();
    double survival = 1;
    double greenwood = 0;
    int event = 0;
    for (int i = 0; i < sorted.length; ) {
      double time = sorted[i];
      int atRisk = sorted.length - i;
      int rows = 0;
      for (; i < sorted.length && sorted[i] == time; i++) {
        rows++;
      }
      int happened = 0;
      for (; event < sortedEvents.length && sortedEvents[event] == time; event++) {
        happened++;
      }
      int exposed = ofCensoring ? atRisk - happened : atRisk;
      int gone = ofCensoring ? rows - happened : happened;
      if (gone > 0) {
        survival *= (double) (exposed - gone) / exposed;
        greenwood += (double) gone / exposed / (exposed - gone);
      }
      steps.add(new Step(time, atRisk, happened, rows - happened, survival, Math.sqrt(greenwood)));
    }
    return new KaplanMeier(steps);
  }

  private static double[] eventTimes(double[] times, double[] events) {
    double[] chosen = new double[times.length];
    int size = 0;
    for (int i = 0; i < times.length; i++) {
      if (events[i] == 1) {
        chosen[size++] = times[i];
      }
    }
    double[] sorted = Arrays.copyOf(chosen, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** One step per distinct time, in the order of time. */
  public List<Step> steps() {
    return steps;
  }

  /** S(time): the probability of surviving beyond this time. */
  public double survivalAt(double time) {
    int index = lastNotAfter(time);
    return index < 0 ? 1 : steps.get(index).survival();
  }

  /** S(time−): the probability of surviving until just before this time. */
  public double survivalBefore(double time) {
    int index = lastNotAfter(Math.nextDown(time));
    return index < 0 ? 1 : steps.get(index).survival();
  }

  /**
   * Influence values of S(time). Where rows are independent, their variance is Greenwood's.
   *
   * @param times by row, the times that the curve was made from
   * @param events by row, the events that the curve was made from
   * @return empty once S is 0
   */
  public Optional<InfluenceValues> influenceAt(double time, double[] times, double[] events) {
    double survival = survivalAt(time);
    if (survival == 0) {
      return Optional.empty();
    }
    double[] hazards = new double[steps.size()];
    double sum = 0;
    for (int s = 0; s < hazards.length && steps.get(s).time() <= time; s++) {
      Step step = steps.get(s);
      double left = step.atRisk() - step.events();
      sum += step.events() == 0 ? 0 : (double) step.events() / step.atRisk() / left;
      hazards[s] = sum;
    }
    double[] values = new double[times.length];
    for (int row = 0; row < values.length; row++) {
      int index = lastNotAfter(Math.min(times[row], time));
      double lived = index < 0 ? 0 : hazards[index];
      boolean died = events[row] == 1 && times[row] <= time;
      Step step = died ? steps.get(index) : null;
      double own = died ? 1.0 / (step.atRisk() - step.events()) : 0;
      values[row] = survival * times.length * (lived - own);
    }
    return Optional.of(new InfluenceValues(survival, values));
  }

  private int lastNotAfter(double time) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).time() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /**
   * The input checks of every survival figure. A failed check is a bug of the caller.
   *
   * @throws IllegalArgumentException for columns of different lengths, a time that is negative or
   *     not finite, or an event other than 0 (censored) or 1
   */
  static void requireRows(double[] times, double[] events) {
    if (times.length != events.length) {
      throw new IllegalArgumentException(times.length + " times for " + events.length + " events");
    }
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] >= 0 && times[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("times[" + i + "] is not a duration: " + times[i]);
      }
      if (events[i] != 0 && events[i] != 1) {
        throw new IllegalArgumentException("events[" + i + "] is neither 0 nor 1: " + events[i]);
      }
    }
  }
}
