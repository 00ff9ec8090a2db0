package ratchet.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ratchet.model.Json;

/** What a table holds, without its values. */
final class LogShape {
  private LogShape() {}

  /** Columns in their order, with the declared type. */
  static List<String> columns(Path file, String table) throws SQLException {
    return Seeded.query(file, "SELECT name, type FROM pragma_table_info('" + table + "')");
  }

  /** Types of storage by column. */
  static Map<String, Set<String>> types(Path file, String table) throws SQLException {
    Map<String, Set<String>> types = new TreeMap<>();
    for (String column : columns(file, table)) {
      String name = column.substring(0, column.indexOf('|'));
      String sql = "SELECT DISTINCT typeof(" + name + ") FROM " + table;
      types.put(name, new TreeSet<>(Seeded.query(file, sql)));
    }
    return types;
  }

  /** JSON types by column and path in it; every element of an array has the same path. */
  static Map<String, Set<String>> json(Path file, String table) throws SQLException {
    Map<String, Set<String>> paths = new TreeMap<>();
    for (String column : columns(file, table)) {
      String name = column.substring(0, column.indexOf('|'));
      String sql =
          "SELECT DISTINCT %1$s FROM %2$s WHERE substr(%1$s, 1, 1) IN ('{', '[')"
              .formatted(name, table);
      for (String text : Seeded.query(file, sql)) {
        collect(name, Json.read(text), paths);
      }
    }
    return paths;
  }

  private static void collect(String path, JsonNode node, Map<String, Set<String>> paths) {
    paths.computeIfAbsent(path, key -> new TreeSet<>()).add(node.getNodeType().name());
    node.properties()
        .forEach(member -> collect(path + "." + member.getKey(), member.getValue(), paths));
    if (node.isArray()) {
      node.forEach(element -> collect(path + "[]", element, paths));
    }
  }
}
