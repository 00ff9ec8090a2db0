package ratchet.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns for people: each as wide as its widest cell, two spaces between. */
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

  /** A cell's text begins no line of its own. */
  private static String oneLine(String cell) {
    return cell.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
  }

  /** Headings first, without blanks at the ends of lines. */
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
