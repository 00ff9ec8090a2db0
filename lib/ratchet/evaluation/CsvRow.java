package ratchet.evaluation;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import ratchet.model.InputException;

/**
 * One record of a CSV file, with its position in the file.
 *
 * @param line number of the line; the header is line 1
 * @param columns column names from the header
 * @param fields one value per column
 */
public record CsvRow(Path file, int line, List<String> columns, List<String> fields) {
  /** Decimal numbers only; {@code Double.parseDouble} also accepts NaN, 1d and 0x1p3. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern OFFSET = Pattern.compile("(Z|[+-]\\d\\d(:?\\d\\d)?)$");

  /**
   * @throws InputException when the field is empty
   */
  public String text(String column) {
    String text = fields.get(columns.indexOf(column));
    if (text.isEmpty()) {
      throw wrong(column, "is empty");
    }
    return text;
  }

  /**
   * @throws InputException when the field is not a finite decimal number
   */
  public double number(String column) {
    String text = text(column).trim();
    double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw wrong(column, "is not a number");
    }
    return number;
  }

  /**
   * A time. A number is returned unchanged. An ISO-8601 date, or date and time (separated by T or a
   * space; UTC without an offset), is returned in milliseconds since the epoch.
   *
   * @throws InputException if the field is neither
   */
  public double time(String column) {
    String text = text(column).trim();
    if (NUMBER.matcher(text).matches()) {
      return number(column);
    }
    String iso = text.replace(' ', 'T');
    try {
      if (!iso.contains("T")) {
        return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      }
      return OFFSET.matcher(iso).find()
          ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw wrong(column, "is neither a number nor a date");
    }
  }

  /** The exception for a wrong field; its message names file, line, column and value. */
  public InputException wrong(String column, String problem) {
    String value = fields.get(columns.indexOf(column));
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return new InputException(
        file + ": line " + line + ": " + column + " " + problem + " (" + shown + ")",
        "fix the line, or create the file again");
  }
}
