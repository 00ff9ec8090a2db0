package ratchet.data.views;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Tables;
import ratchet.model.InputException;
import ratchet.model.Resource;

/**
 * The four training views of the database, as SQL text of the toolkit ({@code NAME.sql}).
 *
 * <p>Each returns the rows, labels and features of {@code TrainingReader} with default options, in
 * the same order: {@code decision_ts} (ms), {@code key}, {@code label_end_ts} (ms), the labels, the
 * features. They need no index: every join is a sort and one pass.
 */
public final class TrainingViews {
  private static final List<String> NAMES =
      List.of(
          "fill_training_view",
          "alpha_training_view",
          "rug_training_view",
          "survival_training_view");

  /** A line that is replaced by the text of another file. */
  private static final Pattern PART = Pattern.compile("-- part (\\w+)\n");

  private TrainingViews() {}

  /** The names of the views. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Installs all four, replacing those that are there, in one transaction.
   *
   * @throws InputException when a table has one of the names, or the database is locked; then
   *     nothing is changed
   */
  public static void createPersistent(Database database) {
    database.inTransaction(
        () -> {
          for (String name : NAMES) {
            refuseTable(database, name);
            Sql.execute(database, "DROP VIEW IF EXISTS " + name);
            Sql.execute(database, "CREATE VIEW " + name + " AS\n" + text(name));
          }
        });
  }

  private static void refuseTable(Database database, String name) {
    if (Tables.info(database, name).filter(info -> !info.isView()).isPresent()) {
      throw new InputException(
          database.file() + " has a table called " + name + ", where the view belongs",
          "rename or drop that table");
    }
  }

  /**
   * Creates a view for this connection only. Works on a read-only database; the file is not
   * changed.
   */
  public static void createTemporary(Database database, String name) {
    Sql.execute(database, "DROP VIEW IF EXISTS temp." + name);
    Sql.execute(database, "CREATE TEMP VIEW " + name + " AS\n" + text(name));
  }

  /** The SELECT of a view, with the text of the parts that several views share. */
  static String text(String name) {
    return PART.matcher(Resource.text(TrainingViews.class, name + ".sql"))
        .replaceAll(part -> Matcher.quoteReplacement(text(part.group(1))));
  }
}
