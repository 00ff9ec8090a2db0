package ratchet.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import ratchet.data.sqlite.Database;

/**
 * Seeded databases for tests that only need the rows: each plan is seeded once in a JVM, and every
 * caller gets a copy of its own. Thread-safe.
 */
public final class SeedCopies {
  private static final Map<SeedPlan, Path> ORIGINALS = new ConcurrentHashMap<>();

  private SeedCopies() {}

  /** Writes a copy of the database, and of the truth beside it, and returns the file. */
  public static Path copy(SeedPlan plan, Path file) {
    Path original = ORIGINALS.computeIfAbsent(plan, SeedCopies::seed);
    try {
      Files.copy(original, file);
      Files.copy(Seeder.truthFile(original), Seeder.truthFile(file));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path seed(SeedPlan plan) {
    try {
      Path folder = Files.createTempDirectory("ratchet-seeds");
      Path file = folder.resolve("trenches.db");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      try (Database database = Database.openReadWrite(file)) {
        Seeder.seed(database, plan, false);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = new ArrayList<>(files.toList());
      all.add(folder);
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println(folder + " is left behind: " + e.getMessage());
    }
  }
}
