package ratchet.cli;

import ratchet.model.InputException;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.model.UsageException;

/** What a command's exit status means; where several apply, the largest wins. */
public enum ExitCode {
  DONE("done"),
  BUG("unexpected failure: a bug; the message says where to report it"),
  USAGE("the command line is wrong, or a value in it, in the environment or in a settings file"),
  REFUSED("refused: data unhealthy, a gate failed, or too little data to train"),
  INPUT("an input is missing, unreadable, locked or malformed; nothing was changed"),
  UNCONFIRMED("a runtime did not confirm; the previous version was put back");

  private final String meaning;

  ExitCode(String meaning) {
    this.meaning = meaning;
  }

  public int code() {
    return ordinal();
  }

  public String meaning() {
    return meaning;
  }

  public ExitCode or(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The one place where a failure becomes an exit code. */
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
