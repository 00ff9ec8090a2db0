package ratchet.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.SeededRows;
import ratchet.model.InputException;
import ratchet.store.AtomicFile;

/**
 * Fills a database with rows in the form of the services' log, drawn from known models, and removes
 * them again. Each is done completely or not at all.
 */
public final class Seeder {
  private Seeder() {}

  /** The file that describes the models of the rows; it is beside the database. */
  public static Path truthFile(Path database) {
    return database.resolveSibling(database.getFileName() + ".truth.json");
  }

  /**
   * Generates the rows of a plan; rows of an earlier run are replaced.
   *
   * @param intoExisting whether the database may have rows that were not generated
   * @throws InputException when there are rows of others and {@code intoExisting} is not set, or
   *     the database cannot be written; then nothing has changed
   */
  public static SeedReport seed(Database database, SeedPlan plan, boolean intoExisting) {
    GroundTruth truth = GroundTruth.load();
    String description = truth.describe(plan);
    Map<String, Long> rows = new LinkedHashMap<>();
    database.inTransaction(
        () -> {
          SeededRows.delete(database);
          if (!intoExisting) {
            refuseForeignRows(database);
          }
          long firstPriceRow = SeededRows.nextPriceRow(database);
          try (SeedTables tables = new SeedTables(database)) {
            new Simulation(plan, truth, tables).run();
            tables.flush();
            rows.putAll(tables.rows());
          }
          SeededRows.record(database, firstPriceRow, description);
        });
    return new SeedReport(rows, write(truthFile(database.file()), description));
  }

  /**
   * Removes the generated rows, and the file of their truth; the rows of others stay.
   *
   * @throws InputException when the database cannot be written; then nothing has changed
   */
  public static SeedReport purge(Database database) {
    Map<String, Long> removed = new LinkedHashMap<>();
    database.inTransaction(() -> removed.putAll(SeededRows.delete(database)));
    Path truthFile = truthFile(database.file());
    try {
      Files.deleteIfExists(truthFile);
    } catch (IOException e) {
      throw new InputException(
          "the rows are removed, but not " + truthFile + ": " + e.getMessage(),
          "remove that file",
          e);
    }
    return new SeedReport(removed, truthFile);
  }

  private static void refuseForeignRows(Database database) {
    Map<String, Long> foreign = SeededRows.foreignCounts(database);
    if (!foreign.isEmpty()) {
      String counts =
          foreign.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      throw new InputException(
          database.file() + " holds rows that were not generated (" + counts + ")",
          "seed another file with --db, or add generated rows with --into-existing (--purge"
              + " removes them again)");
    }
  }

  private static Path write(Path file, String text) {
    try {
      AtomicFile.write(file, text);
      return file;
    } catch (InputException e) {
      throw new InputException(
          "the rows are written, but not their truth: " + e.getMessage(),
          "free some space, or give this user write access, and run again",
          e);
    }
  }
}
