package ratchet.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import ratchet.model.InputException;

/**
 * A CSV file with a header, read row by row (RFC 4180: commas, quotes doubled inside quotes, line
 * breaks inside quotes; UTF-8, with or without a byte order mark).
 */
public final class CsvFile {
  private final Path file;

  public CsvFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all rows in order.
   *
   * @param required columns that the header must name
   * @throws InputException naming the file, the line and what is wrong there
   */
  public void forEach(List<String> required, Consumer<CsvRow> consumer) {
    if (Files.isDirectory(file)) {
      throw wrong("is a directory, not a CSV file");
    }
    if (!Files.exists(file)) {
      throw new InputException("no such file: " + file, "name an existing CSV file");
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      CsvParser parser = new CsvParser(reader, this::wrong);
      List<String> header = parser.next();
      if (header == null) {
        throw wrong("is empty");
      }
      checkHeader(header, required);
      for (List<String> fields = parser.next(); fields != null; fields = parser.next()) {
        if (fields.size() != header.size()) {
          throw wrong(
              "line "
                  + parser.line()
                  + ": "
                  + fields.size()
                  + " fields under "
                  + header.size()
                  + " columns");
        }
        consumer.accept(new CsvRow(file, parser.line(), header, fields));
      }
    } catch (CharacterCodingException e) {
      throw wrong("is not UTF-8");
    } catch (IOException e) {
      throw wrong("cannot be read: " + e.getMessage());
    }
  }

  private void checkHeader(List<String> header, List<String> required) {
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (!names.add(name)) {
        throw wrong("line 1: two columns are named " + name);
      }
    }
    for (String name : required) {
      if (!names.contains(name)) {
        throw new InputException(
            file + ": line 1: no column " + name + " among " + String.join(",", header),
            "name the column as the file does, or add it to the file");
      }
    }
  }

  private InputException wrong(String problem) {
    return new InputException(file + ": " + problem, "mend the file, or name another");
  }
}
