package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What started a command: a person, or which kind of scheduler. */
enum LedgerSession {
  /** A continuous-integration service: it sets {@code CI}. */
  CI,
  /** The process has a controlling terminal, so most likely a person started it. */
  TERMINAL,
  /** No terminal, and a cron daemon among its ancestors. */
  CRON,
  /** No terminal, and a systemd unit: it sets {@code INVOCATION_ID}. */
  SYSTEMD,
  /** No terminal, and nothing else is known. */
  SCRIPT;

  private static final Set<String> CRON_DAEMONS =
      Set.of("cron", "crond", "anacron", "atd", "fcron", "busybox-crond");

  private static final int DEEPEST = 32;

  /** As the ledger spells it, e.g. {@code cron}. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The session of this process. */
  static LedgerSession current() {
    return of(System.getenv(), hasTerminal(), ancestors());
  }

  /**
   * @param terminal whether the process has a controlling terminal
   * @param ancestors names of the programs above it, the nearest first
   */
  static LedgerSession of(
      Map<String, String> environment, boolean terminal, List<String> ancestors) {
    String ci = environment.getOrDefault("CI", "");
    if (!ci.isBlank() && !ci.equalsIgnoreCase("false")) {
      return CI;
    }
    if (terminal) {
      return TERMINAL;
    }
    if (ancestors.stream().anyMatch(CRON_DAEMONS::contains)) {
      return CRON;
    }
    return environment.containsKey("INVOCATION_ID") ? SYSTEMD : SCRIPT;
  }

  /** On Linux also where stdin and stdout are pipes, as in {@code rollback --json | jq}. */
  private static boolean hasTerminal() {
    Path own = Path.of("/proc/self/stat");
    if (!Files.isReadable(own)) {
      return System.console() != null;
    }
    return statField(own, 4) != 0;
  }

  /** Programs above this process by their names; empty where the system does not show them. */
  private static List<String> ancestors() {
    List<String> names = new ArrayList<>();
    long process = statField(Path.of("/proc/self/stat"), 1);
    while (process > 1 && names.size() < DEEPEST) {
      try {
        names.add(Files.readString(Path.of("/proc/" + process + "/comm")).strip());
      } catch (IOException e) {
        return names; // it ended, or is hidden from this account
      }
      process = statField(Path.of("/proc/" + process + "/stat"), 1);
    }
    return names;
  }

  /**
   * A number of {@code /proc/PID/stat}, counted after the program's name, which may hold anything:
   * 1 is the parent, 4 the controlling terminal; 0 where it cannot be read.
   */
  private static long statField(Path stat, int field) {
    try {
      String text = Files.readString(stat);
      return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ")[field]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
