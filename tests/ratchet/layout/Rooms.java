package ratchet.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which room may import what; pure, so that the rule itself is tested. */
final class Rooms {
  /** From left to right; a room imports rooms to its right, never one of its own column. */
  private static final List<Set<String>> COLUMNS =
      List.of(
          Set.of("cli"),
          Set.of("report"),
          Set.of("promote"),
          Set.of("runtime", "train", "health", "seed"),
          Set.of("evaluate"),
          Set.of("data"),
          Set.of("gate"),
          Set.of("features"),
          Set.of("statistics", "http"),
          Set.of("model"));

  /** Libraries by the prefix of their packages, and the only rooms that may use them. */
  private static final Map<String, Set<String>> LIBRARY_ROOMS =
      Map.ofEntries(
          Map.entry("picocli", Set.of("cli")),
          Map.entry("me.tongfei.progressbar", Set.of("cli")),
          Map.entry("java.sql", Set.of("data")),
          Map.entry("javax.sql", Set.of("data")),
          Map.entry("org.sqlite", Set.of("data")),
          Map.entry("okhttp3", Set.of("promote")),
          Map.entry("okio", Set.of("promote")),
          Map.entry("io.netty", Set.of("http")),
          Map.entry("org.apache.commons.statistics", Set.of("statistics")),
          Map.entry("io.micrometer", Set.of("runtime", "promote")),
          Map.entry("io.prometheus", Set.of("runtime", "promote")));

  /** Also finds names that are spelled out in the code instead of imported. */
  private static final Pattern ROOM = Pattern.compile("\\bratchet\\.([a-z]+)\\.[A-Za-z]");

  private Rooms() {}

  static boolean isRoom(String name) {
    return column(name) >= 0;
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
      if (!other.equals(room) && isRoom(other) && column(other) <= column(room)) {
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

  private static int column(String room) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (COLUMNS.get(i).contains(room)) {
        return i;
      }
    }
    return -1;
  }
}
