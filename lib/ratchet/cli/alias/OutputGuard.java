package ratchet.cli.alias;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ratchet.model.InputException;
import ratchet.store.ModelPaths;

/**
 * What a file that a command writes may not replace: what serves, what is to be promoted, and what
 * happened. A dump of rows may not replace the databases it is read from either; of the models
 * folder it may write only a {@code .csv} outside the history.
 *
 * <p>A path is judged twice, as the file it means in the end and as the name in its folder, because
 * writing replaces a symbolic link itself.
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
            dump, "would replace the database " + databaseFiles.get(place) + " or a file of it");
      }
      if (paths.owns(place) || isKept(place, paths.directory())) {
        throw refusal(dump, "would replace what the models folder keeps");
      }
    }
  }

  /**
   * For any other file that a command writes.
   *
   * @param option that named it
   * @throws InputException when it would replace a file that the models folder keeps
   */
  public static void require(String option, Path file, ModelPaths paths) {
    if (placesOf(file).stream().anyMatch(paths::owns)) {
      throw new InputException(
          option + " " + file + " would replace what the models folder keeps",
          "give " + option + " a file of its own");
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
        "--dump " + dump + " " + why, "give --dump a .csv file of its own, such as rows.csv");
  }
}
