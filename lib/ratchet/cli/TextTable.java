package ratchet.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for people: columns as wide as their widest cell, separated by two spaces. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... headings) {
    row(headings);
  }

  /** Adds a row; {@code null} shows as a dash. */
  public TextTable row(String... cells) {
    rows.add(Arrays.stream(cells).map(cell -> cell == null ? "-" : oneLine(cell)).toList());
    return this;
  }

  /** The text of a cell on one line. */
  private static String oneLine(String cell) {
    return cell.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
  }

  /** The lines of the table, headings first, without blanks at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
