package ratchet.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import ratchet.model.InputException;

/**
 * One record of a CSV file, that can say where it stands.
 *
 * @param line from 1, the header's
 * @param columns names, as the header gives them
 * @param fields as many as there are columns
 */
public record CsvRow(Path file, int line, List<String> columns, List<String> fields) {
  /** Narrower than {@code Double.parseDouble}, which also takes NaN, 1d and 0x1p3. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

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

  /** The failure of a field, naming file, line, column and value. */
  public InputException wrong(String column, String problem) {
    String value = fields.get(columns.indexOf(column));
    String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
    return new InputException(
        file + ": line " + line + ": " + column + " " + problem + " (" + shown + ")",
        "mend the line, or write the file again");
  }
}
