package ratchet.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.data.sqlite.TestDatabase.T;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

class CursorTest {
  private static final String PRICES = "SELECT ts, mint, exec_price FROM exec_outcomes ORDER BY ts";

  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = new TestDatabase(folder);
    database.print(T, "first", 1.5).print(T + 1, "second", 2.5);
  }

  @Test
  void standsAtOneRowAfterTheOtherAndThenAtNone() {
    try (Database opened = Database.openReadOnly(database.file());
        Cursor rows = Cursor.open(opened, PRICES)) {
      assertThat(rows.hasRow()).isTrue();
      assertThat(rows.whole(1)).isEqualTo(T);
      assertThat(rows.text(2)).isEqualTo("first");
      assertThat(rows.number(3)).isEqualTo(1.5);
      rows.advance();
      assertThat(rows.utf8(2)).asString().isEqualTo("second");
      rows.advance();
      assertThat(rows.hasRow()).isFalse();
      rows.advance();
      assertThat(rows.hasRow()).as("it does not begin again").isFalse();
    }
  }

  @Test
  void bindsItsParameters() {
    try (Database opened = Database.openReadOnly(database.file());
        Cursor rows =
            Cursor.open(opened, "SELECT mint FROM exec_outcomes WHERE ts = ?1 OR ?2", T + 1, 0)) {
      assertThat(rows.text(1)).isEqualTo("second");
      rows.advance();
      assertThat(rows.hasRow()).isFalse();
    }
  }

  @Test
  void onlyANumberIsANumber() {
    try (Database opened = Database.openReadOnly(database.file());
        Cursor rows = Cursor.open(opened, "SELECT 0, 0.0, -7, NULL, '12', x'31', ''")) {
      assertThat(rows.number(1)).isZero();
      assertThat(rows.number(2)).isZero();
      assertThat(rows.number(3)).isEqualTo(-7);
      assertThat(rows.number(4)).isNaN();
      assertThat(rows.number(5)).isNaN();
      assertThat(rows.number(6)).isNaN();
      assertThat(rows.text(4)).isNull();
      assertThat(rows.utf8(4)).isNull();
      assertThat(rows.text(7)).isEmpty();
      assertThat(rows.text(3)).isEqualTo("-7");
    }
  }

  @Test
  void cannotBeReadOnceItOrItsDatabaseIsClosed() {
    try (Database opened = Database.openReadOnly(database.file())) {
      Cursor closed = Cursor.open(opened, PRICES);
      closed.close();
      assertThatThrownBy(() -> closed.number(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(closed::advance).isInstanceOf(IllegalStateException.class);
    }
    Database gone = Database.openReadOnly(database.file());
    Cursor rows = Cursor.open(gone, PRICES);
    gone.close();
    assertThatThrownBy(() -> rows.text(2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(rows::advance).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aQueryThatIsWrongNamesTheFile() {
    try (Database opened = Database.openReadOnly(database.file())) {
      assertThatThrownBy(() -> Cursor.open(opened, "SELECT unheard_of FROM exec_outcomes"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(database.file().toString());
    }
  }

  @Test
  void aPageThatIsDamagedIsToldWhereItIsMet() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      database.print(T + 2 + i, "mint" + i, 2);
    }
    Path file = database.file();
    try (Database opened = Database.openExisting(file)) {
      Sql.<String>one(opened, "PRAGMA journal_mode = delete", row -> row.getString(1));
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2 / 4096 * 4096);
      bytes.write(new byte[40_960]);
    }
    try (Database opened = Database.openReadOnly(file);
        Cursor rows = Cursor.open(opened, "SELECT exec_price FROM exec_outcomes ORDER BY rowid")) {
      assertThatThrownBy(
              () -> {
                while (rows.hasRow()) {
                  rows.advance();
                }
              })
          .isInstanceOf(InputException.class)
          .hasMessageContaining("damaged");
    }
  }
}
