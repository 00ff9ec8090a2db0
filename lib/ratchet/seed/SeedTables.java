package ratchet.seed;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TableWriter;

/** One writer per table that is seeded. */
final class SeedTables implements AutoCloseable {
  private static final DateTimeFormatter DATETIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Database database;
  private final Map<String, TableWriter> writers = new LinkedHashMap<>();

  SeedTables(Database database) {
    this.database = database;
  }

  /** Appends a row; the values are those of the schema's columns. */
  void add(String table, Object... values) {
    writers.computeIfAbsent(table, name -> TableWriter.open(database, name)).add(values);
  }

  void flush() {
    writers.values().forEach(TableWriter::flush);
  }

  /** Rows added by table. */
  Map<String, Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    writers.forEach((table, writer) -> rows.put(table, writer.rows()));
    return rows;
  }

  /** The text that {@code datetime('now')} would have given. */
  static String datetime(long ms) {
    return DATETIME.format(Instant.ofEpochMilli(ms));
  }

  @Override
  public void close() {
    writers.values().forEach(TableWriter::close);
  }
}
