package ratchet.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import ratchet.model.InputException;

/** Splits CSV text into records; knows where it is. */
final class CsvParser {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private final Function<String, InputException> wrong;
  private int linesRead;
  private int line;
  private String text;
  private int at;

  /**
   * @param wrong makes an exception of a problem
   */
  CsvParser(BufferedReader reader, Function<String, InputException> wrong) {
    this.reader = reader;
    this.wrong = wrong;
  }

  /** The line on which the latest record began, from 1. */
  int line() {
    return line;
  }

  /** Fields of the next record, null after the last; empty lines are passed over. */
  List<String> next() throws IOException {
    do {
      text = read();
    } while (text != null && text.isEmpty());
    line = linesRead;
    return text == null ? null : fields();
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    at = 0;
    fields.add(field());
    while (at < text.length()) {
      at++; // the comma
      fields.add(field());
    }
    return fields;
  }

  /** Leaves the position at the comma behind the field, or at the end of the record. */
  private String field() throws IOException {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    int comma = text.indexOf(',', at);
    at = comma < 0 ? text.length() : comma;
    return text.substring(start, at);
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    int start = at + 1;
    int quote = text.indexOf('"', start);
    while (quote < 0 || isDoubled(quote)) {
      if (quote < 0) {
        field.append(text, start, text.length()).append('\n');
        text = read();
        start = 0;
        if (text == null) {
          throw wrong.apply("line " + line + ": a quote is opened and never closed");
        }
      } else {
        field.append(text, start, quote + 1);
        start = quote + 2;
      }
      quote = text.indexOf('"', start);
    }
    field.append(text, start, quote);
    at = quote + 1;
    if (at < text.length() && text.charAt(at) != ',') {
      throw wrong.apply("line " + line + ": text follows a closing quote");
    }
    return field.toString();
  }

  private boolean isDoubled(int quote) {
    return quote + 1 < text.length() && text.charAt(quote + 1) == '"';
  }

  private String read() throws IOException {
    String next = reader.readLine();
    if (next == null) {
      return null;
    }
    linesRead++;
    boolean marked = linesRead == 1 && !next.isEmpty() && next.charAt(0) == BYTE_ORDER_MARK;
    return marked ? next.substring(1) : next;
  }
}
