package ratchet.data.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ratchet.model.InputException;

/**
 * The trading bot's SQLite file, opened.
 *
 * <p>Read-only, it is one consistent snapshot: everything is read in one transaction, the file is
 * never written, and writers go on writing. A database in WAL mode is read with its log, as its
 * writers see it; it is never treated as immutable, because whoever writes it may be at work.
 *
 * <p>Whatever is wrong with the file is an {@link InputException} that names it and what to do. Not
 * thread-safe.
 */
public final class Database implements AutoCloseable {
  private final Path file;
  private final Connection connection;
  private final boolean isNew;
  private Optional<Boolean> isUtf8 = Optional.empty();

  private Database(Path file, Connection connection, boolean isNew) {
    this.file = file;
    this.connection = connection;
    this.isNew = isNew;
  }

  /**
   * Opens an existing database for reading.
   *
   * @throws InputException when there is no such file, or it is a directory, empty, no SQLite
   *     database, damaged, not permitted, or locked for longer than a few seconds
   */
  public static Database openReadOnly(Path file) {
    return new Database(file, DatabaseFile.openReadOnly(file), false);
  }

  /**
   * Opens a database for writing; creates the folder, the file and whichever tables are missing. A
   * new file is left in WAL mode, as the services have it, when it is closed: until then nobody
   * else knows it, and a log would write every page twice.
   *
   * @throws InputException as for reading, but for a file that is missing or empty
   */
  public static Database openReadWrite(Path file) {
    boolean isNew = DatabaseFile.isMissingOrEmpty(file);
    Database database = new Database(file, DatabaseFile.openReadWrite(file, isNew), isNew);
    try {
      Schema.create(database);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens an existing database for writing, and adds nothing to it.
   *
   * @throws InputException as for reading
   */
  public static Database openExisting(Path file) {
    return new Database(file, DatabaseFile.openReadWrite(file, false), false);
  }

  public Path file() {
    return file;
  }

  Connection connection() {
    return connection;
  }

  /** Whether texts are kept as UTF-8, and not in one of SQLite's two forms of UTF-16. */
  boolean isUtf8() {
    if (isUtf8.isEmpty()) {
      isUtf8 =
          Optional.of(Sql.one(this, "PRAGMA encoding", row -> row.getString(1).equals("UTF-8")));
    }
    return isUtf8.get();
  }

  /**
   * Runs work that is either done whole or not at all, even when the process is killed.
   *
   * @throws InputException when the database is locked for longer than a few seconds
   */
  public void inTransaction(Runnable work) {
    Sql.execute(this, "BEGIN IMMEDIATE");
    boolean done = false;
    try {
      work.run();
      Sql.execute(this, "COMMIT");
      done = true;
    } finally {
      if (!done) {
        Sql.execute(this, "ROLLBACK");
      }
    }
  }

  /**
   * @throws InputException naming the first table that is missing
   */
  public void requireTables(String... names) {
    List<String> present = Tables.names(this);
    Arrays.stream(names)
        .filter(name -> !present.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InputException(
                  file + " has no table " + name,
                  "point --db at the trading bot's database, or try the toolkit on generated data:"
                      + " seed_training_data --db FILE");
            });
  }

  /** A failure of SQLite on this file, as something a user can act on. */
  RuntimeException failure(SQLException cause) {
    return DatabaseFile.failure(file, cause);
  }

  /** Ends the snapshot. */
  @Override
  public void close() {
    try {
      if (isNew) {
        Sql.execute(this, "PRAGMA journal_mode = WAL");
      }
    } finally {
      disconnect();
    }
  }

  private void disconnect() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }
}
