package ratchet.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.InputException;

/**
 * A CSV file with a header, read row by row (RFC 4180: commas, quotes doubled inside quotes, line
 * breaks inside quotes; UTF-8, with or without a byte order mark). FastCSV parses it; this class
 * reads the header, and adds the file and the line to every error.
 */
public final class CsvFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The end of the parser's messages. */
  private static final Pattern PLACE =
      Pattern.compile("(.*) \\(record starting at line (\\d+)\\)", Pattern.DOTALL);

  private final Path file;

  public CsvFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all rows in order.
   *
   * @param required columns that the header must name
   * @throws InputException naming the file, the line and the error
   */
  public void forEach(List<String> required, Consumer<CsvRow> consumer) {
    if (Files.isDirectory(file)) {
      throw wrong("is a directory, not a CSV file");
    }
    if (!Files.exists(file)) {
      throw new InputException("no such file: " + file, "name an existing CSV file");
    }
    try (CsvReader<CsvRecord> records = reader()) {
      Iterator<CsvRecord> rest = records.iterator();
      if (!rest.hasNext()) {
        throw wrong("is empty");
      }
      List<String> header = rest.next().getFields();
      checkHeader(header, required);
      while (rest.hasNext()) {
        CsvRecord record = rest.next();
        int line = Math.toIntExact(record.getStartingLineNumber());
        if (record.getFieldCount() != header.size()) {
          throw wrong(
              "line "
                  + line
                  + ": "
                  + record.getFieldCount()
                  + " fields under "
                  + header.size()
                  + " columns");
        }
        consumer.accept(new CsvRow(file, line, header, record.getFields()));
      }
    } catch (CsvParseException e) {
      throw malformed(e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private CsvReader<CsvRecord> reader() throws IOException {
    BufferedReader text = Files.newBufferedReader(file); // strict: bytes that are not UTF-8 fail
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return CsvReader.builder()
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // checked below, with the column names
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .ofCsvRecord(text);
  }

  /** The exception for a parser error; the parser's message names the line. */
  private InputException malformed(CsvParseException e) {
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.matches()
        ? wrong("line " + place.group(2) + ": " + place.group(1))
        : wrong(String.valueOf(e.getMessage()));
  }

  private InputException unreadable(IOException e) {
    return wrong(
        e instanceof CharacterCodingException
            ? "is not UTF-8"
            : "cannot be read: " + e.getMessage());
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
    return new InputException(file + ": " + problem, "fix the file, or name another one");
  }
}
