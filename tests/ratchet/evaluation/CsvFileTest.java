package ratchet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.InputException;

class CsvFileTest {
  @TempDir private Path folder;

  @Test
  void readsQuotesLineBreaksEmptyLinesAndAByteOrderMark() throws IOException {
    List<CsvRow> rows =
        read("\uFEFFkey,label\r\n\r\na,\"x, \"\"y\"\"\nz\"\r\n\nb,\u00e9\r\n" + "c,1");
    assertThat(rows).extracting(CsvRow::line).containsExactly(3, 6, 7);
    assertThat(rows).extracting(row -> row.text("key")).containsExactly("a", "b", "c");
    assertThat(rows)
        .extracting(row -> row.text("label"))
        .containsExactly("x, \"y\"\nz", "\u00e9", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key,label;a,1;b|line 3: 1 fields under 2 columns",
        "key,label;a,1;;b,2,3|line 4: 3 fields under 2 columns",
        "key,label;a,\"1;b,2|line 2: Unclosed quoted field at end of input",
        "key,label;a,\"1\"2;b,2|line 2: Unexpected character after closing quote: '2'",
        "key,key;a,1|line 1: two columns are named key",
        "key,probability;a,1|line 1: no column label among key,probability",
        "''|is empty",
      })
  void namesTheFileAndTheLineOfWhatIsWrong(String text, String message) throws IOException {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rows.csv: " + message);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.write(file, "key,label\na,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new CsvFile(file).forEach(List.of("key"), row -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rows.csv: is not UTF-8");
  }

  @Test
  void aFieldThatIsNoNumberIsNamedWithItsLineAndColumn() throws IOException {
    CsvRow row = read("key,label\na,\"\n\"\nb,0x1p3").get(1);
    assertThatThrownBy(() -> row.number("label"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rows.csv: line 4: label is not a number (0x1p3)");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> new CsvFile(folder).forEach(List.of(), row -> {}))
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> new CsvFile(folder.resolve("none.csv")).forEach(List.of(), row -> {}))
        .hasMessageContaining("no such file");
  }

  private List<CsvRow> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), text);
    List<CsvRow> rows = new ArrayList<>();
    new CsvFile(file).forEach(List.of("key", "label"), rows::add);
    return rows;
  }
}
