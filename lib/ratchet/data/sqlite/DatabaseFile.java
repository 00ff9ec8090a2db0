package ratchet.data.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;
import ratchet.model.InputException;

/** Opens the file, and turns the errors of SQLite into messages with a remedy. */
final class DatabaseFile {
  private static final int BUSY_TIMEOUT_MS = 5_000;

  /**
   * The page cache of a large transaction. Keys come in random order: with SQLite's default of 2
   * MB, most index pages would be written and read again for each row.
   */
  private static final int WRITE_CACHE_KIBIBYTES = 256 * 1024;

  private static final String READABLE = "chmod u+r, or run as the user of the services";
  private static final String SEED =
      "point --db at the trading bot's database, or make one to try the toolkit on:"
          + " seed_training_data --db ";

  /** Parts of SQLite's messages about a table that differs from the schema. */
  private static final List<String> ANOTHER_SCHEMA =
      List.of(
          "no such column",
          "no such table",
          "no such module",
          "has no column named",
          "generated column",
          "cannot modify",
          "may not be modified");

  private DatabaseFile() {}

  static Connection openReadOnly(Path file) {
    checkContent(file);
    ForeignUser.check(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setOpenMode(SQLiteOpenMode.READONLY);
    Connection connection = connect(file, config);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("SELECT count(*) FROM sqlite_master");
      return connection;
    } catch (SQLException e) {
      throw closing(connection, failure(file, e));
    }
  }

  /**
   * @param isNew whether the file {@link #isMissingOrEmpty} and is to become a database
   */
  static Connection openReadWrite(Path file, boolean isNew) {
    if (isNew) {
      createFolder(file);
    } else {
      checkContent(file);
      ForeignUser.check(file);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setCacheSize(-WRITE_CACHE_KIBIBYTES);
    Connection connection = connect(file, config);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM sqlite_master");
      return connection;
    } catch (SQLException e) {
      throw closing(connection, failure(file, e));
    }
  }

  private static Connection connect(Path file, SQLiteConfig config) {
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // the driver already locks the connection for each call: SQLite need not lock for each value
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    // not used, and each statement would look them up
    config.setGetGeneratedKeys(false);
    try {
      return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw failure(file, e);
    } catch (UnsatisfiedLinkError e) {
      // the driver reports once per process that the library cannot be loaded
      throw withoutLibrary(e);
    }
  }

  private static InputException withoutLibrary(Throwable cause) {
    String folder = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"));
    return new InputException(
        "SQLite's library could not be unpacked into "
            + folder
            + " and loaded from there ("
            + cause.getMessage()
            + ")",
        "free some space there and mount it without noexec, or name another"
            + " folder: export JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER",
        cause);
  }

  private static RuntimeException closing(Connection connection, RuntimeException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  static boolean isMissingOrEmpty(Path file) {
    return !Files.exists(file) || (Files.isRegularFile(file) && isEmpty(file));
  }

  private static void createFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          "cannot create the folder " + folder + ": " + e.getMessage(),
          "choose a path below a folder that this user may write to",
          e);
    }
  }

  /**
   * Checks what can be checked without SQLite, whose messages name no remedy. The file is not
   * opened: closing it would release the locks that another connection of this process holds on it
   * (POSIX releases all locks of a process on a file when any of its descriptors is closed).
   */
  private static void checkContent(Path file) {
    if (!Files.exists(file)) {
      throw new UnreadableFileException(file, "no such file: " + file, SEED + file);
    }
    if (Files.isDirectory(file)) {
      throw new UnreadableFileException(
          file, file + " is a directory, not a database", "name the SQLite file inside it");
    }
    if (isEmpty(file)) {
      throw new UnreadableFileException(
          file,
          file + " is empty (0 bytes)",
          "restore it from a backup, or remove it and run: seed_training_data --db " + file);
    }
    if (!Files.isReadable(file)) {
      throw new UnreadableFileException(
          file,
          "cannot read " + file + ": permission denied",
          "let this user read it: " + READABLE);
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw new UnreadableFileException(
          file,
          "cannot read " + file + ": " + e.getMessage(),
          "let this user read it: " + READABLE,
          e);
    }
  }

  private static UnreadableFileException notADatabase(Path file, Throwable cause) {
    return new UnreadableFileException(
        file,
        file + " is not a SQLite database",
        "check the path; an encrypted or compressed copy must be unpacked first",
        cause);
  }

  /**
   * The failure as an {@link InputException}, or an {@link IllegalStateException} if it can only be
   * a bug.
   */
  static RuntimeException failure(Path file, SQLException cause) {
    if (cause.getCause() instanceof NativeLibraryNotFoundException missing) {
      return withoutLibrary(missing);
    }
    if (!(cause instanceof SQLiteException known)) {
      return new IllegalStateException(file + ": " + cause.getMessage(), cause);
    }
    String name = known.getResultCode().name();
    String detail = " (" + cause.getMessage() + ")";
    if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
      return new UnreadableFileException(
          file,
          file
              + " is locked by "
              + LockHolders.describe(file)
              + " for more than "
              + BUSY_TIMEOUT_MS / 1000
              + " s",
          "wait until that process ends its transaction, or stop it, and run again (fuser -v "
              + file
              + " shows who has the file open)",
          cause);
    }
    if (name.startsWith("SQLITE_CORRUPT")) {
      return new UnreadableFileException(
          file,
          file + " is damaged or truncated: the database image is malformed" + detail,
          "restore a backup, or save what can be read: sqlite3 "
              + file
              + " .recover | sqlite3 recovered.db",
          cause);
    }
    if (name.equals("SQLITE_NOTADB")) {
      return notADatabase(file, cause);
    }
    if (name.equals("SQLITE_READONLY_ROLLBACK") || name.equals("SQLITE_READONLY_RECOVERY")) {
      return new UnreadableFileException(
          file,
          file + " holds the unfinished transaction of a writer that died" + detail,
          "let its service start once, or run: sqlite3 " + file + " 'PRAGMA user_version'",
          cause);
    }
    if (name.startsWith("SQLITE_READONLY")
        || name.startsWith("SQLITE_CANTOPEN")
        || name.equals("SQLITE_PERM")
        || name.equals("SQLITE_AUTH")) {
      return new UnreadableFileException(
          file,
          "no permission to open " + file + " or the -wal and -shm files beside it" + detail,
          "let this user read the file and write to its folder, or copy the database and its -wal"
              + " to a folder of your own",
          cause);
    }
    if (name.equals("SQLITE_FULL")) {
      return new InputException(
          "the disk is full while working on " + file, "free some space and run again", cause);
    }
    if (name.startsWith("SQLITE_IOERR")) {
      return new UnreadableFileException(
          file, "cannot read or write " + file + detail, "check the disk and the mount", cause);
    }
    if (ANOTHER_SCHEMA.stream().anyMatch(cause.getMessage()::contains)) {
      return new UnreadableFileException(
          file,
          file + " has another schema" + detail,
          "compare it with the services' tables: sqlite3 " + file + " .schema",
          cause);
    }
    return new IllegalStateException(file + ": " + cause.getMessage(), cause);
  }

  /**
   * The processes that hold locks on a file. On Linux {@code /proc/locks} lists them, in lines such
   * as {@code 1: POSIX ADVISORY WRITE 4711 fe:01:131 128 128}, where the last part of the sixth
   * word is the inode. On other systems none is known.
   */
  static final class LockHolders {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int MODE = 3;
    private static final int PROCESS = 4;
    private static final int FILE = 5;

    private LockHolders() {}

    /** E.g. {@code process 4711 (/usr/bin/node)}; {@code another process} where none is known. */
    static String describe(Path file) {
      String known =
          processes(file).stream().map(LockHolders::describe).collect(Collectors.joining(", "));
      return known.isEmpty() ? "another process" : known;
    }

    private static List<Long> processes(Path file) {
      try (Stream<String> lines = Files.lines(LOCKS)) {
        String inode = ":" + Files.getAttribute(file, "unix:ino");
        return lines
            .map(line -> line.trim().split("\\s+"))
            .filter(words -> words.length > FILE && words[MODE].equals("WRITE"))
            .filter(words -> words[FILE].endsWith(inode))
            .map(words -> Long.parseLong(words[PROCESS]))
            .filter(process -> process > 0 && process != ProcessHandle.current().pid())
            .distinct()
            .sorted()
            .toList();
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        // another system, or another format: the failure to report is the lock itself
        return List.of();
      }
    }

    private static String describe(long process) {
      return "process "
          + process
          + ProcessHandle.of(process)
              .flatMap(handle -> handle.info().command())
              .map(command -> " (" + command + ")")
              .orElse("");
    }
  }
}
