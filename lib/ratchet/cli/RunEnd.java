package ratchet.cli;

import java.util.Locale;

/** How a run ended, for machines that watch it; see {@link RunRecord}. */
public enum RunEnd {
  DONE,
  BUG,
  USAGE,
  REFUSED,
  INPUT,
  UNCONFIRMED,
  /** A signal ended it. */
  KILLED,
  /** It has not ended yet, or its machine died. */
  RUNNING;

  /** As metric labels spell it, e.g. {@code refused}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RunEnd of(int exit) {
    return valueOf(ExitCode.values()[exit].name());
  }

  /** The same for an exit code. */
  public static RunEnd of(ExitCode exit) {
    return of(exit.code());
  }
}
