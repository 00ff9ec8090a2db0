import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.gate.GateCandidates;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

/** A log, and a models folder in which a version was promoted on probation in its middle. */
record ProbationFolder(Path database, Path models, Instant promoted) {
  /** Says one half of everything. */
  static final byte[] FORMER = fillNet(0);

  /** Says of every attempt that it fills. */
  static final byte[] NEW = fillNet(2);

  static final Duration LONG = Duration.ofDays(3650);
  private static final LedgerAuthor AUTHOR = new LedgerAuthor("tester", "testhost", "promote");

  private static byte[] fillNet(double weight) {
    return GateCandidates.good(ModelName.FILLNET, Instant.parse("2026-11-01T00:00:00Z"))
        .weight(weight)
        .bytes();
  }

  /** A generated log of four days. */
  static Path log(Path file) {
    try (Database made = Database.openReadWrite(file)) {
      Seeder.seed(
          made, new SeedPlan(7, 4, 60, 1_200, Instant.parse("2026-02-01T00:00:00Z")), false);
    }
    return file;
  }

  /** Promoted where three fifths of the attempts were logged. */
  static ProbationFolder of(Path log, Path models, Duration window) throws SQLException {
    long middle =
        number(
            log,
            "SELECT ts FROM exec_outcomes ORDER BY ts LIMIT 1 OFFSET"
                + " (SELECT count(*) * 3 / 5 FROM exec_outcomes)");
    ProbationFolder made = new ProbationFolder(log, models, Instant.ofEpochMilli(middle));
    made.enter(ModelName.FILLNET, FORMER, NEW, made.promoted, window);
    return made;
  }

  void enter(ModelName model, byte[] former, byte[] live, Instant at, Duration window) {
    folder(models);
    PromotionSettings settings = PromotionSettings.of(paths(), Map.of(), AUTHOR);
    try (AliasStore store = AliasStore.open(settings, Clock.fixed(at, ZoneOffset.UTC))) {
      if (former != null) {
        store.replace(model, former);
        store.ledger().append(event(model, at.minus(Duration.ofDays(7)), null, Digest.of(former)));
      }
      store.replace(model, live);
      store
          .ledger()
          .append(
              event(model, at, former == null ? null : Digest.of(former), Digest.of(live))
                  .withDetails(LedgerEvent.probationDetails(window, Optional.empty())));
    }
  }

  private static LedgerEvent event(ModelName model, Instant at, String from, String to) {
    return LedgerEvent.of(at, Kind.PROMOTED, model, from, to, "better", AUTHOR);
  }

  /** The same log and another folder's worth of history: the same promotion, undecided. */
  ProbationFolder again() throws IOException {
    // what a confirmation entered goes; the promotion is the last line of two
    List<String> lines = Files.readAllLines(paths().ledger()).subList(0, 2);
    Files.writeString(paths().ledger(), String.join("\n", lines) + "\n");
    Files.deleteIfExists(paths().ledgerIndex());
    return this;
  }

  /** From the promotion on, what used to fill fails, and what used to fail fills. */
  ProbationFolder turned() throws SQLException {
    execute("UPDATE exec_outcomes SET filled = 1 - filled WHERE ts > " + promoted.toEpochMilli());
    return this;
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static long number(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.getLong(1);
    }
  }

  CommandRun watch(String... more) {
    return CommandRun.of(new WatchCommand(), arguments(more));
  }

  String[] arguments(String... more) {
    List<String> all =
        new ArrayList<>(List.of("fillnet", "--db=" + database, "--models-dir=" + models));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  ModelPaths paths() {
    return ModelPaths.of(models);
  }

  String live() {
    return new AliasReader(paths()).liveSha256(ModelName.FILLNET).orElse("none");
  }

  List<LedgerEvent> ledger() {
    return new Ledger(paths().ledger()).read();
  }

  LedgerEvent last() {
    List<LedgerEvent> events = ledger();
    return events.get(events.size() - 1);
  }

  private static void folder(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
