package ratchet.data.inspection;

import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.UnreadableFileException;

/** Checks that no page of a database is damaged. */
public final class Integrity {
  private Integrity() {}

  /**
   * Checks all files; reads every page once.
   *
   * @throws ratchet.model.InputException naming the first fault
   */
  public static void require(Database database) {
    database.ofParts(Integrity::requireFile);
  }

  private static boolean requireFile(Database database) {
    List<String> faults = new ArrayList<>();
    Sql.forEach(database, "PRAGMA quick_check(1)", row -> faults.add(row.getString(1)));
    if (!faults.equals(List.of("ok"))) {
      throw new UnreadableFileException(
          database.file(),
          database.file() + " is damaged: " + faults.get(0).replace('\n', ' '),
          "restore it from a backup, or recover what is left with: sqlite3 "
              + database.file()
              + " .recover");
    }
    return true;
  }
}
