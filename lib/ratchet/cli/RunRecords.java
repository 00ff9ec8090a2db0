package ratchet.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import ratchet.model.InputException;

/** Calls every {@link RunRecord} of a command at the beginning and end of a run, or at a signal. */
final class RunRecords {
  private static final List<String> REHEARSALS = List.of("--dry-run", "--explain-gates");

  private final CommandLine line;
  private final List<RunRecord> records;
  private final List<String> arguments;
  private final Thread onSignal = new Thread(() -> end(RunRecord.End.KILLED), "run-record");
  private boolean isOpen;
  private boolean isWatchingSignals;

  RunRecords(CommandLine line, String... arguments) {
    this.line = line;
    this.records = of(line.getCommandSpec());
    this.arguments = List.of(arguments);
  }

  private static List<RunRecord> of(CommandSpec spec) {
    List<RunRecord> found = new ArrayList<>();
    for (CommandSpec mixin : spec.mixins().values()) {
      if (mixin.userObject() instanceof RunRecord record) {
        found.add(record);
      }
      found.addAll(of(mixin));
    }
    return found;
  }

  /** Called before the command. */
  synchronized void begin() {
    if (records.isEmpty() || isRehearsal()) {
      return;
    }
    isOpen = true;
    try {
      Runtime.getRuntime().addShutdownHook(onSignal);
      isWatchingSignals = true;
    } catch (IllegalStateException e) {
      // the process is already ending
      return;
    }
    records.forEach(RunRecord::begin);
  }

  /** Called after a usage error. */
  synchronized void misused() {
    isOpen = !records.isEmpty() && !isRehearsal();
  }

  private boolean isRehearsal() {
    return arguments.stream().anyMatch(REHEARSALS::contains)
        || (line.getCommand() instanceof RunRecord.Rehearsable command && command.isRehearsal());
  }

  /**
   * @return the exit code, which is 4 at least when a record could not be written
   */
  synchronized int end(int exit) {
    return end(RunRecord.End.of(exit)) ? exit : Math.max(exit, ExitCode.INPUT.code());
  }

  private synchronized boolean end(RunRecord.End end) {
    if (!isOpen) {
      return true;
    }
    isOpen = false;
    stopWatchingSignals();
    boolean isWritten = true;
    for (RunRecord record : records) {
      try {
        record.end(end, arguments);
      } catch (InputException e) {
        isWritten = false;
        line.getErr().println("warning: " + Console.plain(e.getMessage()));
        line.getErr().flush();
      }
    }
    return isWritten;
  }

  private void stopWatchingSignals() {
    if (!isWatchingSignals) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException e) {
      // the hook runs, or will find nothing open
    }
  }
}
