package ratchet.watch;

import java.util.Locale;

/** The state of a model in a watch. */
public enum WatchState {
  /** Outcomes have not decided yet. */
  ON_PROBATION,
  /** Not worse than the margin allows. */
  CONFIRMED,
  /** Worse than its predecessor; it is still live. */
  WORSE,
  /** The probation is over, and outcomes did not decide. */
  UNDECIDED,
  /** It was worse, and its predecessor is live again. */
  ROLLED_BACK,
  /** There is nothing to compare; the reason says why. */
  NOT_WATCHED;

  /** As documents spell it, e.g. {@code on_probation}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
