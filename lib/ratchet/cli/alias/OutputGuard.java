package ratchet.cli.alias;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ratchet.model.InputException;
import ratchet.store.ModelPaths;

/**
 * Prevents that an output file replaces a file of the models folder: an alias, a candidate, the
 * ledger or the history. A dump of rows also must not replace the databases that it is read from;
 * in the models folder it must be a {@code .csv} outside the history.
 *
 * <p>A path is checked twice, with its last symbolic link followed and not followed, because a
 * write may replace the link itself.
 */
public final class OutputGuard {
  private static final Set<String> DATABASE_FILES = Set.of("", "-wal", "-shm", "-journal");

  private OutputGuard() {}

  /**
   * @throws InputException when the dump would replace one of them
   */
  public static void require(Path dump, List<Path> databases, ModelPaths paths) {
    Map<Path, Path> databaseFiles = new HashMap<>();
    for (Path database : databases) {
      for (Path file : placesOf(database)) {
        DATABASE_FILES.forEach(
            suffix ->
                databaseFiles.put(file.resolveSibling(file.getFileName() + suffix), database));
      }
    }
    for (Path place : placesOf(dump)) {
      if (databaseFiles.containsKey(place)) {
        throw refusal(
            dump,
            "would replace the database " + databaseFiles.get(place) + " or one of its files");
      }
      if (paths.owns(place) || isKept(place, paths.directory())) {
        throw refusal(dump, "would replace a file of the models folder");
      }
    }
  }

  /**
   * Checks any other file that a command writes.
   *
   * @param option the option that names it
   * @throws InputException when it would replace a file of the models folder
   */
  public static void require(String option, Path file, ModelPaths paths) {
    if (placesOf(file).stream().anyMatch(paths::owns)) {
      throw new InputException(
          option + " " + file + " would replace a file of the models folder",
          "give " + option + " another file");
    }
  }

  private static boolean isKept(Path place, Path directory) {
    return place.startsWith(real(directory)) && !place.toString().endsWith(".csv");
  }

  private static List<Path> placesOf(Path file) {
    Path absolute = file.toAbsolutePath();
    Path name = absolute.getFileName();
    return name == null
        ? List.of(absolute)
        : List.of(real(absolute), real(absolute.getParent()).resolve(name).normalize());
  }

  /** Twice, for links that show only once a {@code ..} after a missing folder is gone. */
  private static Path real(Path path) {
    return ModelPaths.canonical(ModelPaths.canonical(path));
  }

  private static InputException refusal(Path dump, String why) {
    return new InputException(
        "--dump " + dump + " " + why, "give --dump another .csv file, such as rows.csv");
  }
}
