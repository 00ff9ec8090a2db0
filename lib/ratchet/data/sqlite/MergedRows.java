package ratchet.data.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The rows of one query on several files, merged in one order. Rows with equal keys are ordered by
 * content, so the order of the files has no effect. A row that several files hold is read once and
 * counted.
 */
final class MergedRows implements Rows {
  private final Database database;
  private final List<Cursor> cursors;
  private final Order order;
  private final PriorityQueue<Cursor> waiting;
  private Cursor current;

  /**
   * @param cursors of the parts of the database, in any order; closed with this
   */
  MergedRows(Database database, List<Cursor> cursors, Order order) {
    this.database = database;
    this.cursors = List.copyOf(cursors);
    this.order = order;
    waiting = new PriorityQueue<>(cursors.size(), this::compare);
    cursors.stream().filter(Cursor::hasRow).forEach(waiting::add);
    current = waiting.poll();
    skipCopies();
  }

  private int compare(Cursor one, Cursor other) {
    for (int column : order.key()) {
      int byKey = one.compare(other, column);
      if (byKey != 0) {
        return byKey;
      }
    }
    int byContent = compareContent(one, other);
    return byContent != 0 ? byContent : Integer.compare(one.part(), other.part());
  }

  private int compareContent(Cursor one, Cursor other) {
    for (int column = 1; column <= order.compared(); column++) {
      int byColumn = one.compare(other, column);
      if (byColumn != 0) {
        return byColumn;
      }
    }
    return 0;
  }

  /** Skips copies of the current row in other files. Equal rows of one file are not copies. */
  private void skipCopies() {
    if (order.compared() == 0) {
      return;
    }
    List<Cursor> copies = new ArrayList<>(0);
    while (!waiting.isEmpty() && compareContent(waiting.peek(), current) == 0) {
      Cursor copy = waiting.poll();
      database.shared(current.part(), copy.part());
      copy.advance();
      copies.add(copy);
    }
    copies.stream().filter(Cursor::hasRow).forEach(waiting::add);
  }

  @Override
  public boolean hasRow() {
    return current != null;
  }

  @Override
  public void advance() {
    if (current == null) {
      return;
    }
    current.advance();
    if (current.hasRow() && (waiting.isEmpty() || compare(current, waiting.peek()) < 0)) {
      skipCopies();
      return;
    }
    if (current.hasRow()) {
      waiting.add(current);
    }
    current = waiting.poll();
    if (current != null) {
      skipCopies();
    }
  }

  @Override
  public int part() {
    return current.part();
  }

  @Override
  public String text(int column) {
    return current.text(column);
  }

  @Override
  public byte[] utf8(int column) {
    return current.utf8(column);
  }

  @Override
  public long whole(int column) {
    return current.whole(column);
  }

  @Override
  public double number(int column) {
    return current.number(column);
  }

  @Override
  public void close() {
    cursors.forEach(Cursor::close);
  }
}
