package ratchet.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;
import ratchet.process.JavaProcess;

class DatabaseTest {
  @TempDir Path folder;

  /** The driver says so in two ways, the second for all but the first database of a process. */
  @Test
  void aMachineThatCannotLoadTheLibraryIsToldWhere() throws IOException {
    Path none = folder.resolve("none");
    Path file = Files.writeString(folder.resolve("x.db"), "x");
    Process process =
        new ProcessBuilder(
                JavaProcess.command(
                    OpenTwiceMain.class.getName(),
                    List.of(file.toString()),
                    "-Dorg.sqlite.tmpdir=" + none))
            .redirectErrorStream(true)
            .start();
    List<String> said;
    try (BufferedReader output = process.inputReader()) {
      said = output.lines().filter(line -> line.startsWith("SQLite")).toList();
    }
    assertThat(said)
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("unpacked into " + none, "noexec", "-Dorg.sqlite.tmpdir=FOLDER"));
  }

  @Test
  void aMissingFileIsSaidToBeMissingAndIsNotMade() {
    Path file = folder.resolve("none.db");
    assertThat(refusal(file)).hasMessage("no such file: " + file);
    assertThat(remedy(file)).contains("seed_training_data --db " + file);
    assertThatThrownBy(() -> Database.openExisting(file)).isInstanceOf(InputException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void aDirectoryIsNoDatabase() {
    assertThat(refusal(folder)).hasMessage(folder + " is a directory, not a database");
    assertThatThrownBy(() -> Database.openReadWrite(folder)).isInstanceOf(InputException.class);
  }

  @Test
  void anEmptyFileIsNoDatabaseToReadButBecomesOne() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.db"));
    assertThat(refusal(file)).hasMessage(file + " is empty (0 bytes)");
    Database.openReadWrite(file).close();
    Database.openReadOnly(file).close();
  }

  @Test
  void anotherKindOfFileIsNoDatabaseAndStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "SQLite format 2 and more text");
    assertThat(refusal(file)).hasMessage(file + " is not a SQLite database");
    assertThatThrownBy(() -> Database.openReadWrite(file)).isInstanceOf(InputException.class);
    assertThat(file).hasContent("SQLite format 2 and more text");
  }

  @Test
  void aFileThatOnlyBeginsLikeADatabaseIsNone() throws IOException {
    byte[] content = new byte[4096];
    Arrays.fill(content, (byte) 'x');
    byte[] head = "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, content, 0, head.length);
    Path file = Files.write(folder.resolve("fake.db"), content);
    assertThat(refusal(file)).hasMessage(file + " is not a SQLite database");
  }

  @Test
  void aTruncatedFileIsSaidToBeDamaged() throws Exception {
    Path file = filled();
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(access.length() / 2);
    }
    assertThat(refusal(file))
        .hasMessageContaining("is damaged or truncated: the database image is malformed");
    assertThat(remedy(file)).contains(".recover");
  }

  @Test
  void aCorruptPageIsSaidToBeDamageWhenItIsRead() throws Exception {
    Path file = filled();
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] rubbish = new byte[(int) access.length() - 3 * 4096];
      Arrays.fill(rubbish, (byte) 0x5A);
      access.seek(3 * 4096);
      access.write(rubbish);
    }
    assertThatThrownBy(
            () -> {
              try (Database database = Database.openReadOnly(file)) {
                Tables.rowCount(database, "big");
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining("malformed");
  }

  @Test
  void aFileWithoutPermissionIsSaidToBeSo() throws Exception {
    Path file = filled();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read every file");
    assertThat(refusal(file)).hasMessageContaining("permission denied");
    assertThat(remedy(file)).contains("chmod");
  }

  @Test
  void aLockedDatabaseIsSaidToBeLocked() throws Exception {
    Path file = filled();
    try (Connection other = connect(file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThat(refusal(file))
          .hasMessage(file + " is locked by another process for more than 5 s");
    }
  }

  @Test
  void aMissingTableIsNamed() throws Exception {
    Path file = filled();
    try (Database database = Database.openReadOnly(file)) {
      database.requireTables("big");
      assertThatThrownBy(() -> database.requireTables("big", "scores"))
          .isInstanceOf(InputException.class)
          .hasMessage(file + " has no table scores");
    }
  }

  @Test
  void aMissingColumnIsAnotherSchema() throws Exception {
    Path file = filled();
    try (Database database = Database.openReadOnly(file)) {
      assertThatThrownBy(() -> Sql.execute(database, "SELECT other FROM big"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("has another schema")
          .hasMessageContaining("no such column: other");
    }
  }

  @Test
  void whatWasOpenedToReadIsOneSnapshotAndBlocksNoWriter() throws Exception {
    Path file = folder.resolve("live.db");
    Database.openReadWrite(file).close();
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("INSERT INTO prices VALUES (1, 'SOL', 100)");
      try (Database database = Database.openReadOnly(file)) {
        assertThat(Tables.rowCount(database, "prices")).isEqualTo(1);
        statement.execute("INSERT INTO prices VALUES (2, 'SOL', 101)");
        assertThat(Tables.rowCount(database, "prices")).isEqualTo(1);
      }
      try (Database database = Database.openReadOnly(file)) {
        assertThat(Tables.rowCount(database, "prices")).isEqualTo(2);
      }
    }
  }

  @Test
  void whatAWriterHasNotCommittedIsNotSeenNorWaitedFor() throws Exception {
    Path file = folder.resolve("live.db");
    Database.openReadWrite(file).close();
    try (Connection writer = connect(file);
        Statement statement = writer.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("INSERT INTO prices VALUES (1, 'SOL', 100)");
      try (Database database = Database.openReadOnly(file)) {
        assertThat(Tables.rowCount(database, "prices")).isZero();
      }
    }
  }

  @Test
  void readingWritesNothing() throws Exception {
    Path file = folder.resolve("live.db");
    Database.openReadWrite(file).close();
    byte[] before = Files.readAllBytes(file);
    try (Database database = Database.openReadOnly(file)) {
      Tables.rowCounts(database);
      assertThatThrownBy(() -> Sql.execute(database, "INSERT INTO prices VALUES (1, 'SOL', 1)"))
          .isInstanceOf(InputException.class);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void createsTheFolderTheFileAndEveryTable() {
    Path file = folder.resolve("a/b/trenches.db");
    try (Database database = Database.openReadWrite(file)) {
      assertThat(Tables.names(database)).containsExactlyInAnyOrderElementsOf(Schema.tables());
      for (String table : Schema.tables()) {
        TableInfo info = Tables.info(database, table).orElseThrow();
        assertThat(info.columns().stream().map(TableInfo.Column::name))
            .containsExactlyElementsOf(Schema.columns(table).keySet());
      }
    }
  }

  @Test
  void aTransactionThatFailsLeavesNothing() {
    Path file = folder.resolve("live.db");
    try (Database database = Database.openReadWrite(file)) {
      assertThatThrownBy(
              () ->
                  database.inTransaction(
                      () -> {
                        Sql.execute(database, "INSERT INTO prices VALUES (1, 'SOL', 1)");
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");
      assertThat(Tables.rowCount(database, "prices")).isZero();
    }
  }

  private static InputException refusal(Path file) {
    return catchThrowableOfType(InputException.class, () -> Database.openReadOnly(file).close());
  }

  private static String remedy(Path file) {
    return refusal(file).remedy();
  }

  /** A database of a few dozen pages with a rollback journal. */
  private Path filled() throws SQLException {
    Path file = folder.resolve("filled.db");
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE big (text TEXT)");
      statement.execute(
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
              + " INSERT INTO big SELECT hex(zeroblob(300)) FROM n");
    }
    return file;
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }
}
