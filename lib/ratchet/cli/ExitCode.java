package ratchet.cli;

import ratchet.model.InputException;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.model.UsageException;

/** The exit codes of every command; where several apply, the largest is returned. */
public enum ExitCode {
  DONE("done"),
  BUG("unexpected failure: a bug; the message names where to report it"),
  USAGE("the command line is wrong, or a value in it, in the environment or in a settings file"),
  REFUSED("refused: data unhealthy, a gate failed, or too little data to train"),
  INPUT("an input is missing, unreadable, locked or malformed; nothing was changed"),
  UNCONFIRMED("a runtime did not confirm; the previous version was restored");

  private final String meaning;

  ExitCode(String meaning) {
    this.meaning = meaning;
  }

  /** The status of the process, 0 to 5. */
  public int code() {
    return ordinal();
  }

  /** The description in {@code --help}. */
  public String meaning() {
    return meaning;
  }

  /** The larger of the two. */
  public ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The exit code of an exception. */
  public static ExitCode of(Throwable failure) {
    if (!(failure instanceof RatchetException known)) {
      return BUG;
    }
    if (known instanceof UsageException) {
      return USAGE;
    }
    if (known instanceof InputException) {
      return INPUT;
    }
    return known instanceof RefusalException ? REFUSED : UNCONFIRMED;
  }
}
