package ratchet.watch;

import java.util.Locale;

/** What a watch says of a model. */
public enum WatchState {
  /** Outcomes have not decided yet. */
  ON_PROBATION,
  /** Not worse than the margin allows. */
  CONFIRMED,
  /** Worse than its predecessor; it is still live. */
  WORSE,
  /** The time of probation is over, and outcomes did not decide. */
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
