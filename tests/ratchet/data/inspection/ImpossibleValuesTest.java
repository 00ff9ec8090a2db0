package ratchet.data.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.data.sqlite.Database;

class ImpossibleValuesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "score, NULL|0",
        "score, 0|0",
        "score, 1|0",
        "score, 0.5|0",
        "score, -0.01|1",
        "score, 1.01|1",
        "score, 'x'|1",
        "score, x'01'|1",
        "score, 9e999|1",
        "score, -9e999|1",
        "free_text, '0.5'|1",
        "free_text, 0.5|1",
        "free_text, NULL|0",
        "untyped, '0.5'|1",
        "untyped, 0.5|0",
      })
  void findsWhatIsNoProbability(String columnAndValue, int count) throws SQLException {
    String[] parts = columnAndValue.split(", ");
    String type =
        switch (parts[0]) {
          case "free_text" -> " TEXT";
          case "untyped" -> "";
          default -> " REAL";
        };
    assertThat(
            find(
                "scores",
                "CREATE TABLE scores (ts INTEGER, score" + type + ")",
                "INSERT INTO scores VALUES (1, 0.5)"
                    .replace("0.5", type.isBlank() ? "0.5" : "NULL"),
                "INSERT INTO scores VALUES (2, " + parts[1] + ")"))
        .extracting(ImpossibleValues::count)
        .isEqualTo((long) count);
  }

  @Test
  void aPriceMustBeAboveZeroOnlyWhereItWasPaid() throws SQLException {
    ImpossibleValues found =
        find(
            "exec_outcomes",
            "CREATE TABLE exec_outcomes (ts INTEGER, filled INTEGER, exec_price REAL)",
            "INSERT INTO exec_outcomes VALUES (1, 0, 0), (2, 1, 0.5), (3, 0, NULL), (4, 1, NULL),"
                + " (5, NULL, 0)");
    assertThat(found.count()).isZero();
    found =
        find(
            "exec_outcomes",
            "INSERT INTO exec_outcomes VALUES (6, 1, 0), (7, 1, -1), (8, 0, 9e999), (9, 2, 1)");
    assertThat(found.count()).isEqualTo(4);
    assertThat(found.example()).isEqualTo("exec_price = 0.0 (rowid 6)");
  }

  private ImpossibleValues find(String table, String... statements) throws SQLException {
    Path file = folder.resolve("log.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    try (Database database = Database.openReadOnly(file)) {
      return ImpossibleValues.find(database, table);
    }
  }
}
