package launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For each room (a package of the library) a file {@code lib/ROOM.java} that lists its sources and
 * resources and names the rooms that it imports; for each script the rooms that it imports. Globs
 * do not work over http, so the lists are written here. Libraries and options are kept as they are:
 * they are written by hand.
 */
final class Umbrellas {
  private static final Pattern ROOM = Pattern.compile("\\bratchet\\.([a-z.]+)\\.[A-Z]");
  private static final Pattern BY_HAND =
      Pattern.compile("//(JAVA|DEPS|REPOS|COMPILE_OPTIONS|RUNTIME_OPTIONS|JAVAC_OPTIONS) .*");
  private static final String EVERYTHING = "Ratchet.java";

  private final Path repository;
  private final Path lib;

  Umbrellas(Path repository) {
    this.repository = repository;
    this.lib = repository.resolve("lib");
  }

  /**
   * The expected content of each umbrella by path; empty text for an umbrella whose room no longer
   * exists.
   */
  Map<Path, String> expected() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    for (Path old : umbrellas()) {
      files.put(old, "");
    }
    Map<String, List<Path>> rooms = rooms();
    StringBuilder everything = new StringBuilder("//JAVA 17+\n\n");
    for (var room : rooms.entrySet()) {
      Path file = lib.resolve(room.getKey() + ".java");
      files.put(file, umbrella(room.getKey(), room.getValue(), byHand(file), rooms.keySet()));
      if (!Kind.isOfSpark(repository, file)) {
        everything.append("//SOURCES ").append(file.getFileName()).append('\n');
      }
    }
    files.put(lib.resolve(EVERYTHING), everything.toString());
    for (Path script : Folders.files(repository.resolve("scripts"), Folders::isJava)) {
      files.put(script, script(script, rooms.keySet()));
    }
    return files;
  }

  /** Updates the umbrellas, unless {@code onlyCheck}, and returns those that were out of date. */
  List<Path> write(boolean onlyCheck) throws IOException {
    List<Path> changed = new ArrayList<>();
    for (var file : expected().entrySet()) {
      Path path = file.getKey();
      String text = Files.exists(path) ? Files.readString(path) : "";
      if (text.equals(file.getValue())) {
        continue;
      }
      changed.add(path);
      if (onlyCheck) {
        continue;
      }
      if (file.getValue().isEmpty()) {
        Files.delete(path);
      } else {
        Files.writeString(path, file.getValue());
      }
    }
    return changed;
  }

  private List<Path> umbrellas() throws IOException {
    return Folders.files(lib, file -> Folders.isJava(file) && file.getParent().equals(lib));
  }

  private Map<String, List<Path>> rooms() throws IOException {
    Map<String, List<Path>> rooms = new TreeMap<>();
    Path top = lib.resolve("ratchet");
    for (Path source : Folders.files(top, Umbrellas::isCode)) {
      String room = top.relativize(source.getParent()).toString().replace('/', '.');
      rooms.computeIfAbsent(room, name -> new ArrayList<>()).add(source);
    }
    return rooms;
  }

  /** Whether the file contains code; a {@code package-info.java} is only documentation. */
  private static boolean isCode(Path file) {
    return Folders.isJava(file) && !file.endsWith("package-info.java");
  }

  private static List<String> byHand(Path file) throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> BY_HAND.matcher(line).matches())
        .toList();
  }

  private String umbrella(String room, List<Path> sources, List<String> byHand, Set<String> rooms)
      throws IOException {
    StringBuilder text = new StringBuilder();
    byHand.forEach(line -> text.append(line).append('\n'));
    Set<String> imports = new TreeSet<>();
    for (Path source : sources) {
      imports.addAll(importedBy(source, rooms));
    }
    imports.remove(room);
    if (!byHand.isEmpty()) {
      text.append('\n');
    }
    imports.forEach(other -> text.append("//SOURCES ").append(other).append(".java\n"));
    if (!imports.isEmpty()) {
      text.append('\n');
    }
    for (Path source : sources) {
      text.append("//SOURCES ").append(lib.relativize(source)).append('\n');
    }
    // A resource belongs to the nearest room among its parent folders.
    for (Path resource : Folders.files(lib.resolve("ratchet"), file -> !Folders.isJava(file))) {
      String name = lib.relativize(resource).toString();
      if (!resource.getFileName().toString().startsWith(".")
          && roomOf(resource, rooms).equals(room)) {
        text.append("//FILES ").append(name).append('=').append(name).append('\n');
      }
    }
    return text.toString();
  }

  private String roomOf(Path file, Set<String> rooms) {
    Path top = lib.resolve("ratchet");
    for (Path folder = file.getParent(); folder.startsWith(top); folder = folder.getParent()) {
      String room = top.relativize(folder).toString().replace('/', '.');
      if (rooms.contains(room)) {
        return room;
      }
    }
    return "";
  }

  /** The script with its list of rooms replaced. */
  private String script(Path script, Set<String> rooms) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean written = false;
    for (String line : Files.readAllLines(script)) {
      if (!line.startsWith("//SOURCES ../lib/")) {
        text.append(line).append('\n');
      } else if (!written) {
        written = true;
        for (String room : importedBy(script, rooms)) {
          text.append("//SOURCES ../lib/").append(room).append(".java\n");
        }
      }
    }
    return text.toString();
  }

  /** The rooms that a source names, in imports or spelled out. */
  private static Set<String> importedBy(Path source, Set<String> rooms) throws IOException {
    Set<String> imports = new TreeSet<>();
    for (String line : Files.readAllLines(source)) {
      String code = line.strip();
      if (code.startsWith("*") || code.startsWith("//") || code.startsWith("/*")) {
        continue;
      }
      Matcher named = ROOM.matcher(code.replaceAll("\"[^\"]*\"", ""));
      while (named.find()) {
        if (rooms.contains(named.group(1))) {
          imports.add(named.group(1));
        }
      }
    }
    return imports;
  }
}
