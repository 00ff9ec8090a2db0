package ratchet.data.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import ratchet.model.InputException;

/**
 * The journal mode of a database file, and the size of its write-ahead log.
 *
 * @param file the database
 * @param mode as SQLite calls it: {@code wal}, {@code delete}, …
 * @param logBytes size of the write-ahead log, an upper limit of what is not in the file yet; 0
 *     where there is none
 */
public record Journal(Path file, String mode, long logBytes) {
  /** Reads the mode from SQLite and the size from the file system; opens no file. */
  public static Journal of(Database database) {
    String mode =
        Sql.one(database, "PRAGMA journal_mode", row -> row.getString(1)).toLowerCase(Locale.ROOT);
    Path log = database.file().resolveSibling(database.file().getFileName() + "-wal");
    try {
      return new Journal(database.file(), mode, Files.exists(log) ? Files.size(log) : 0);
    } catch (IOException e) {
      throw new InputException(
          "cannot read the size of " + log + ": " + e.getMessage(),
          "let this user read the folder of the database",
          e);
    }
  }
}
