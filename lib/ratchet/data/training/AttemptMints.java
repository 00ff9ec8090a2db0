package ratchet.data.training;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;

/**
 * The mint of each of FillNet's rows. Attempts on one mint share its fate, so that intervals have
 * to know them.
 */
public final class AttemptMints {
  private static final String LIVE =
      "SELECT mint, route, order_id, rowid FROM exec_outcomes WHERE mint IS NOT NULL";

  private static final String SIMULATED =
      "SELECT mint, route, mint, 0 FROM sim_exec_outcomes WHERE mint IS NOT NULL";

  private AttemptMints() {}

  /**
   * @param set of FillNet, read from this database
   * @return by row; the row's own key where no mint was logged
   */
  public static List<String> of(Database database, TrainingSet set) {
    Map<String, String> mints = new HashMap<>();
    for (int row = 0; row < set.size(); row++) {
      mints.put(set.keys().get(row), "");
    }
    if (Tables.has(database, "exec_outcomes")) {
      fill(mints, "exec:", Cursor.open(database, LIVE));
    }
    if (Tables.has(database, "sim_exec_outcomes")) {
      fill(mints, "sim:", Cursor.open(database, SIMULATED));
    }
    String[] found = new String[set.size()];
    for (int row = 0; row < found.length; row++) {
      String key = set.keys().get(row);
      String mint = mints.get(key);
      found[row] = mint.isEmpty() ? key : mint;
    }
    return Arrays.asList(found);
  }

  /** Keys are made as {@code ratchet.data.log.AttemptLog} makes them. */
  private static void fill(Map<String, String> mints, String prefix, Cursor logged) {
    try (Cursor rows = logged) {
      for (; rows.hasRow(); rows.advance()) {
        String name = text(rows, 3);
        String key = prefix + (name.isEmpty() ? "#" + rows.whole(4) : name) + ":" + text(rows, 2);
        mints.computeIfPresent(key, (same, none) -> text(rows, 1));
      }
    }
  }

  private static String text(Cursor rows, int column) {
    byte[] utf8 = rows.utf8(column);
    return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
  }
}
