package ratchet.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which room may import what; pure, so that the rule itself is tested. */
final class Rooms {
  /** From the commands down to the ground; a room imports rooms below it, never one beside it. */
  private static final List<Set<String>> STEPS =
      List.of(
          Set.of("cli.job", "cli.demo"),
          Set.of("cli.report", "cli.promotion", "cli.watch"),
          Set.of(
              "cli.training",
              "cli.evaluation",
              "cli.reload",
              "cli.comparison",
              "cli.page",
              "cli.check",
              "cli.ledger"),
          Set.of("cli.alias", "cli.prepare", "cli.completion"),
          Set.of("cli"),
          Set.of("report"),
          Set.of("report.data"),
          Set.of("report.page"),
          Set.of("promote", "watch"),
          Set.of("promote.rollback"),
          Set.of("promote.evidence", "promote.hook", "promote.verification"),
          Set.of("promote.rollout", "notify"),
          Set.of("promote.reload", "promote.served"),
          Set.of("promote.target"),
          Set.of("spark"),
          Set.of("runtime", "train", "health", "seed", "backtest", "ope"),
          Set.of("runtime.http", "train.solver", "health.summary"),
          Set.of("evaluation"),
          Set.of("data.training", "data.inspection", "data.views"),
          Set.of("data.log"),
          Set.of("data.sqlite"),
          Set.of("gate"),
          Set.of("store"),
          Set.of("features"),
          Set.of("statistics.comparison", "statistics.training"),
          Set.of("statistics", "logs"),
          Set.of("model"));

  private static final Set<String> CLI =
      all().stream()
          .filter(room -> room.equals("cli") || room.startsWith("cli."))
          .collect(Collectors.toUnmodifiableSet());

  /** Libraries by the prefix of their packages, and the only rooms that may use them. */
  private static final Map<String, Set<String>> LIBRARY_ROOMS =
      Map.ofEntries(
          Map.entry("picocli", CLI),
          Map.entry("me.tongfei.progressbar", CLI),
          Map.entry("java.sql", Set.of("data.sqlite", "data.inspection")),
          Map.entry("javax.sql", Set.of("data.sqlite")),
          // executors are sent its driver
          Map.entry("org.sqlite", Set.of("data.sqlite", "spark")),
          Map.entry("org.apache.spark", Set.of("spark")),
          Map.entry("org.apache.hadoop", Set.of("spark")),
          Map.entry("scala", Set.of("spark")),
          Map.entry("okhttp3", Set.of("promote.reload", "notify")),
          Map.entry("okio", Set.of("promote.reload")),
          Map.entry("io.netty", Set.of("runtime.http")),
          Map.entry(
              "org.apache.commons",
              Set.of("statistics", "statistics.comparison", "health.summary")),
          Map.entry("io.micrometer", Set.of("runtime")),
          Map.entry("io.prometheus", Set.of("runtime")));

  /** Also finds names that are spelled out in the code instead of imported. */
  private static final Pattern ROOM = Pattern.compile("\\bratchet\\.([a-z.]+)\\.[A-Z]");

  private Rooms() {}

  /** The room of a file below {@code lib/ratchet}, e.g. {@code data.sqlite}. */
  static String of(Path file) {
    return file.getParent().toString().replace('/', '.');
  }

  static Set<String> all() {
    return STEPS.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  static boolean isRoom(String name) {
    return step(name) >= 0;
  }

  /** What a line of a file in this room must not say; empty when it is fine. */
  static List<String> offences(String room, String line) {
    List<String> offences = new ArrayList<>();
    String code = line.strip();
    if (code.startsWith("*") || code.startsWith("//") || code.startsWith("/*")) {
      return offences;
    }
    Matcher named = ROOM.matcher(code.replaceAll("\"[^\"]*\"", ""));
    while (named.find()) {
      String other = named.group(1);
      if (!other.equals(room) && isRoom(other) && step(other) <= step(room)) {
        offences.add(room + " must not know " + other);
      }
    }
    LIBRARY_ROOMS.forEach(
        (library, rooms) -> {
          if (!rooms.contains(room) && code.matches("import (static )?" + library + "\\..*")) {
            offences.add(library + " is for " + rooms + " only");
          }
        });
    return offences;
  }

  /** How many lines below the topmost rooms; negative where there is no such room. */
  static int step(String room) {
    for (int i = 0; i < STEPS.size(); i++) {
      if (STEPS.get(i).contains(room)) {
        return i;
      }
    }
    return -1;
  }
}
