package ratchet.data.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.WorkerThreads;

/**
 * An open SQLite file of the trading bot, or the open files of several bots. Each file is a part.
 *
 * <p>Several parts are read through {@link Rows}, which merges them, or one part at a time. What a
 * bot logged about its own decisions is joined within its part.
 *
 * <p>A read-only database is one consistent snapshot: everything is read in one transaction, the
 * file is never written, and writers can continue. In WAL mode the write-ahead log is read too. The
 * file is never opened as immutable, because a service may be writing.
 *
 * <p>A problem with the file is an {@link InputException} that names the file and a remedy. Not
 * thread-safe.
 */
public final class Database implements AutoCloseable {
  /**
   * Two parts of a database, e.g. two files that hold the same rows.
   *
   * @param one part's number
   * @param other part's number, above the first
   */
  public record PartPair(int one, int other) {
    /** The two parts, given in either order. */
    public static PartPair of(int one, int other) {
      return new PartPair(Math.min(one, other), Math.max(one, other));
    }
  }

  private final Path file;
  private final Connection connection;
  private final boolean isNew;
  private final int part;
  private final List<Database> parts;
  private final List<LogFiles.Skipped> skipped;
  private final Map<PartPair, Long> shared = new TreeMap<>(BY_PARTS);
  private Optional<Boolean> isUtf8 = Optional.empty();

  private static final Comparator<PartPair> BY_PARTS =
      Comparator.comparingInt(PartPair::one).thenComparingInt(PartPair::other);

  private Database(Path file, Connection connection, boolean isNew) {
    this(file, connection, isNew, 0);
  }

  private Database(Path file, Connection connection, boolean isNew, int part) {
    this.file = file;
    this.connection = connection;
    this.isNew = isNew;
    this.part = part;
    parts = List.of(this);
    skipped = List.of();
  }

  private Database(List<Database> parts, List<LogFiles.Skipped> skipped) {
    this.parts = List.copyOf(parts);
    this.skipped = List.copyOf(skipped);
    file = null;
    connection = null;
    isNew = false;
    part = 0;
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
   * Opens the files for reading, runs the work and returns its result. If a file proves unreadable
   * and may be skipped, the work runs again without it, from the start.
   *
   * @throws InputException when a file cannot be read and may not be skipped
   */
  public static <T> T read(LogFiles files, Function<Database, T> work) {
    while (true) {
      try (Database opened = openReadOnly(files.files(), files.skipped())) {
        return work.apply(opened);
      } catch (UnreadableFileException e) {
        if (!files.skip(e.file(), e.getMessage())) {
          throw e;
        }
      }
    }
  }

  private static Database openReadOnly(List<Path> files, List<LogFiles.Skipped> skipped) {
    if (files.size() == 1 && skipped.isEmpty()) {
      return openReadOnly(files.get(0));
    }
    List<Database> parts = new ArrayList<>();
    try {
      for (Path file : files) {
        parts.add(new Database(file, DatabaseFile.openReadOnly(file), false, parts.size()));
      }
    } catch (RuntimeException e) {
      parts.forEach(Database::close);
      throw e;
    }
    return new Database(parts, skipped);
  }

  /**
   * Opens a database for writing; creates the folder, the file and the tables that are missing. A
   * new file is switched to WAL mode, which the services use, when it is closed: before that, a log
   * would write every page twice.
   *
   * @throws InputException as {@link #openReadOnly(Path)}, except for a missing or empty file
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
   * Opens an existing database for writing and creates no tables.
   *
   * @throws InputException as {@link #openReadOnly(Path)}
   */
  public static Database openExisting(Path file) {
    return new Database(file, DatabaseFile.openReadWrite(file, false), false);
  }

  /** The file of a database that has one part. */
  public Path file() {
    return single().file;
  }

  Connection connection() {
    return single().connection;
  }

  private Database single() {
    if (parts.size() != 1) {
      throw new IllegalStateException("needs one file, has " + parts.size());
    }
    return parts.get(0);
  }

  /**
   * One database for each file, in the order of {@link LogFiles#files()}; only this one for a
   * single file.
   */
  public List<Database> parts() {
    return parts;
  }

  /**
   * Runs work on each of the {@link #parts}, several in parallel.
   *
   * @return one result for each part, in their order
   */
  public <R> List<R> ofParts(Function<Database, R> work) {
    return WorkerThreads.map("read-files", Runtime.getRuntime().availableProcessors(), parts, work);
  }

  /** Index of this part, counted from 0. */
  public int part() {
    return part;
  }

  /** Whether several files were given, even if all but one were skipped. */
  public boolean isOfSeveral() {
    return parts.size() > 1 || !skipped.isEmpty();
  }

  /** Files that were skipped. */
  public List<LogFiles.Skipped> skipped() {
    return skipped;
  }

  /** Counts a row that two parts hold. */
  public void shared(int one, int other) {
    synchronized (shared) {
      shared.merge(PartPair.of(one, other), 1L, Long::sum);
    }
  }

  /** For each two parts, the number of rows that both hold and that were read once, so far. */
  public Map<PartPair, Long> shared() {
    synchronized (shared) {
      return Map.copyOf(shared);
    }
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
   * Runs work in one transaction, which is rolled back on an exception or if the process is killed.
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
   * Checks that tables exist and can be read, in every part.
   *
   * @throws InputException naming the first table that is missing, or whose rows cannot be read
   */
  public void requireTables(String... names) {
    if (parts.size() > 1) {
      parts.forEach(own -> own.requireTables(names));
      return;
    }
    List<String> present = Tables.names(this);
    for (String name : names) {
      if (!present.contains(name)) {
        throw new InputException(
            file + " has no table " + name,
            "point --db at the trading bot's database, or try the toolkit on generated data:"
                + " seed_training_data --db FILE");
      }
      TableShape.obstacle(this, name)
          .ifPresent(
              obstacle -> {
                throw new InputException(file + ": " + obstacle, TableShape.remedy(name));
              });
    }
  }

  /** A failure of SQLite on this file, as an exception with a remedy. */
  RuntimeException failure(SQLException cause) {
    if (!String.valueOf(cause.getMessage()).contains("no such column")) {
      return DatabaseFile.failure(file, cause);
    }
    return TableShape.missingColumn(this, cause.getMessage())
        .<RuntimeException>map(
            missing ->
                new InputException(
                    file + ": " + missing,
                    "update the service that writes the table, or add the column with ALTER TABLE",
                    cause))
        .orElseGet(() -> DatabaseFile.failure(file, cause));
  }

  /** Ends the snapshot and closes all parts. */
  @Override
  public void close() {
    if (connection == null) {
      parts.forEach(Database::close);
      return;
    }
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
