package ratchet.cli;

import java.util.List;
import java.util.Locale;

/**
 * A record of a run for machines, such as a metrics file, written however the run ends. A mixin of
 * a command that implements this is called at the beginning and at the end, also after a refusal,
 * bad input, a usage error, a crash or a signal.
 */
public interface RunRecord {
  /** How a run ended. */
  enum End {
    DONE,
    BUG,
    USAGE,
    REFUSED,
    INPUT,
    UNCONFIRMED,
    /** A signal ended it. */
    KILLED,
    /** It has not ended yet, or the machine stopped. */
    RUNNING;

    /** As metric labels spell it, e.g. {@code refused}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static End of(int exit) {
      return valueOf(ExitCode.values()[exit].name());
    }

    /** The end that belongs to an exit code. */
    public static End of(ExitCode exit) {
      return of(exit.code());
    }
  }

  /** A command with a mode that writes no record. */
  interface Rehearsable {
    /** Whether this run only shows what it would do. */
    boolean isRehearsal();
  }

  /** Called when the options are read, before the command. */
  void begin();

  /**
   * Called once at most for each run, and also without {@link #begin} after a usage error.
   *
   * @param arguments of the command line, for options that could not be read any more
   * @throws ratchet.model.InputException when the record cannot be written
   */
  void end(End end, List<String> arguments);
}
