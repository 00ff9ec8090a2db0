package ratchet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.FeeJoin;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Journal;
import ratchet.data.sqlite.Schema;
import ratchet.data.sqlite.TableCounts;
import ratchet.data.sqlite.TableInfo;
import ratchet.data.sqlite.TableShape;
import ratchet.data.sqlite.Tables;
import ratchet.health.summary.SetSummary;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;

/**
 * The data that the checks read: one snapshot of the database. Each table is scanned once, and each
 * training set is read once and summarized, when a check first needs it. Not thread-safe.
 */
public final class HealthContext {
  private final Database database;
  private final Instant now;
  private final HealthThresholds thresholds;
  private final Map<String, Optional<TableInfo>> infos = new HashMap<>();
  private final Map<String, Optional<String>> obstacles = new HashMap<>();
  private final Map<String, TableCounts> counts = new HashMap<>();
  private final Map<ModelName, SetSummary> summaries = new EnumMap<>(ModelName.class);
  private Optional<FeeJoin> fees = Optional.empty();

  HealthContext(Database database, Instant now, HealthThresholds thresholds) {
    this.database = database;
    this.now = now;
    this.thresholds = thresholds;
  }

  Database database() {
    return database;
  }

  Instant now() {
    return now;
  }

  HealthThresholds thresholds() {
    return thresholds;
  }

  boolean hasTable(String table) {
    return info(table).isPresent();
  }

  /** Why the rows of an existing table cannot be read; empty when they can. */
  Optional<String> obstacle(String table) {
    return obstacles.computeIfAbsent(table, name -> TableShape.obstacle(database, name));
  }

  /** Row counts and times of an existing table. */
  TableCounts counts(String table) {
    Duration late = Duration.ofMillis(Math.round(thresholds.lateSecondsAbove() * 1000));
    return counts.computeIfAbsent(
        table, name -> Tables.counts(database, name, late, now.toEpochMilli()));
  }

  /** Journal mode and write-ahead log of each database file. */
  List<Journal> journals() {
    return database.parts().stream().map(Journal::of).toList();
  }

  /**
   * Columns that are numbers in the schema, but that this file declares so that numbers become
   * texts.
   */
  List<String> textColumns(String table) {
    if (!Schema.tables().contains(table) || info(table).isEmpty()) {
      return List.of();
    }
    Map<String, String> types = Schema.columns(table);
    return thresholds.requiredColumns().getOrDefault(table, List.of()).stream()
        .filter(column -> !types.getOrDefault(column, "TEXT").equals("TEXT"))
        .filter(
            column ->
                info(table)
                    .orElseThrow()
                    .column(column)
                    .filter(TableInfo.Column::keepsTexts)
                    .isPresent())
        .toList();
  }

  /**
   * Columns that training reads and the table does not have; all of them when there is no such
   * table.
   */
  List<String> missingColumns(String table) {
    Optional<TableInfo> info = info(table);
    return thresholds.requiredColumns().getOrDefault(table, List.of()).stream()
        .filter(column -> info.isEmpty() || !info.get().has(column))
        .toList();
  }

  /** Why the model's training set cannot be read; empty when it can. */
  Optional<String> obstacle(ModelName model) {
    for (String table : TrainerRequirements.of(model).tables()) {
      if (!hasTable(table)) {
        return Optional.of("there is no table " + table);
      }
      Optional<String> shape = obstacle(table);
      if (shape.isPresent()) {
        return shape;
      }
      List<String> missing = missingColumns(table);
      if (!missing.isEmpty()) {
        return Optional.of(table + " has no column " + String.join(", ", missing));
      }
    }
    return Optional.empty();
  }

  /**
   * Summary of the rows that the model's trainer reads. Call {@link #obstacle(ModelName)} first: it
   * must be empty.
   */
  SetSummary summary(ModelName model) {
    if (summaries.isEmpty()) {
      // all models at once, because the sets by mint share one pass over the execution log
      Set<ModelName> readable =
          ModelName.all().stream()
              .filter(own -> obstacle(own).isEmpty())
              .collect(Collectors.toSet());
      if (readable.contains(ModelName.FILLNET) && !database.isOfSeveral()) {
        fees = FeeDecisionsCheck.window(this).map(window -> FeeJoin.read(database, window));
      }
      DecidedAttempts.Listener listener =
          fees.isPresent() ? fees.get() : DecidedAttempts.Listener.NONE;
      summaries.putAll(SetSummary.ofAll(database, readable, listener));
    }
    return summaries.get(model);
  }

  /**
   * Fee decisions joined with the attempts of FillNet's training set in the same pass. Empty when
   * there are no readable fee decisions, or when several database files were given.
   */
  Optional<FeeJoin> fees() {
    summary(ModelName.FILLNET);
    return fees;
  }

  private Optional<TableInfo> info(String table) {
    return infos.computeIfAbsent(table, name -> Tables.info(database, name));
  }
}
