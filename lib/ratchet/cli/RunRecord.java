package ratchet.cli;

import java.util.List;
import java.util.Locale;

/**
 * What a command leaves for machines that watch it, however its run ends. A mixin of a command that
 * implements this is told of the beginning and of the end: after a refusal, bad input, a usage
 * error, a crash or a signal as well.
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
    /** It has not ended yet, or its machine died. */
    RUNNING;

    /** As metric labels spell it, e.g. {@code refused}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static End of(int exit) {
      return valueOf(ExitCode.values()[exit].name());
    }

    /** The same for an exit code. */
    public static End of(ExitCode exit) {
      return of(exit.code());
    }
  }

  /** A command that can be run without doing anything that is worth a record. */
  interface Rehearsable {
    /** Whether this run only shows what it would do. */
    boolean isRehearsal();
  }

  /** The options are read, and the command is about to be called. */
  void begin();

  /**
   * Called once at most for each run, and also without {@link #begin} after a usage error.
   *
   * @param arguments of the command line, for options that could not be read any more
   * @throws ratchet.model.InputException when the record cannot be written
   */
  void end(End end, List<String> arguments);
}
