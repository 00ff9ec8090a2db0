package ratchet.data.views;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;

/** Which training views a database holds of itself, and what they give. */
public final class InstalledViews {
  /** What stands in the file under the name of a view. */
  public enum State {
    /** Nothing: trainers bring their own. */
    ABSENT,
    /** The toolkit's own text. */
    CURRENT,
    /** A view or table by another text: trainers do not read it. */
    DIFFERENT
  }

  private static final String[] TABLES = {
    "exec_outcomes", "sim_exec_outcomes", "fill_preds", "scores", "sizing_decisions", "rug_verdicts"
  };

  private InstalledViews() {}

  /** Of several files: {@code CURRENT} where all are, {@code DIFFERENT} where one is. */
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
   * Whether SQLite takes the toolkit's view on this database, installed or not: no row is read, and
   * the file stays as it is. Its rows are those of {@code TrainingReader}.
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
      // SQLite would take a view of tables that are not there, and then refuse changes to others
      database.requireTables(TABLES);
      TrainingViews.createPersistent(database);
    }
  }
}
