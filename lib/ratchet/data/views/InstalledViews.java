package ratchet.data.views;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;

/** The training views that are installed in a database file. */
public final class InstalledViews {
  /** What a file has under the name of a view. */
  public enum State {
    /** Nothing. Trainers do not need it. */
    ABSENT,
    /** The view with the toolkit's text. */
    CURRENT,
    /** A table, or a view with another text. Trainers do not read it. */
    DIFFERENT
  }

  private static final String[] TABLES = {
    "exec_outcomes", "sim_exec_outcomes", "fill_preds", "scores", "sizing_decisions", "rug_verdicts"
  };

  private InstalledViews() {}

  /**
   * The state over all files: {@code DIFFERENT} if one is, else {@code ABSENT} if one is, else
   * {@code CURRENT}.
   */
  public static State state(Database database, String view) {
    List<State> states = database.parts().stream().map(part -> ofFile(part, view)).toList();
    if (states.contains(State.DIFFERENT)) {
      return State.DIFFERENT;
    }
    return states.contains(State.ABSENT) ? State.ABSENT : State.CURRENT;
  }

  private static State ofFile(Database database, String view) {
    Optional<String> sql =
        Sql.one(
            database,
            "SELECT max(sql) FROM sqlite_master WHERE name = ? COLLATE NOCASE",
            row -> Optional.ofNullable(row.getString(1)),
            view);
    if (sql.isEmpty()) {
      return State.ABSENT;
    }
    return sql.get().strip().endsWith(TrainingViews.text(view).strip())
        ? State.CURRENT
        : State.DIFFERENT;
  }

  /**
   * Checks that the toolkit's view, installed or not, compiles on this database. No row is read,
   * and the file is not changed.
   *
   * @throws ratchet.model.InputException when a table or column that it reads is missing
   */
  public static void requireUsable(Database database, String view) {
    for (Database part : database.parts()) {
      TrainingViews.createTemporary(part, view);
      Sql.execute(part, "EXPLAIN SELECT * FROM temp." + Sql.quoted(view));
    }
  }

  /**
   * Installs all views in an existing database and changes nothing else in it.
   *
   * @throws ratchet.model.InputException when the file is no database that can be written, or a
   *     table is missing
   */
  public static void install(Path file) {
    Database.openReadOnly(file).close();
    try (Database database = Database.openExisting(file)) {
      // SQLite accepts a view on missing tables, and then refuses changes to others
      database.requireTables(TABLES);
      TrainingViews.createPersistent(database);
    }
  }
}
