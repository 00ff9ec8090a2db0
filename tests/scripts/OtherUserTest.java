import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.gate.GateCandidates;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.store.AliasStore;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/**
 * Somebody who is not the services' user reads their database, from a folder that everybody may
 * write to: afterwards the services still own every file beside it.
 */
class OtherUserTest {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final int SERVICES = 61_001;
  private static final int OTHER = 61_002;
  private static final int COMMANDS = 11;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path seeded;
  private static Path models;
  private Path database;

  @BeforeAll
  static void seedAndTrain() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may be another user");
    assumeTrue(Files.isExecutable(SETPRIV), SETPRIV + " is absent");
    seeded = shared.resolve("log.db");
    try (Database open = Database.openReadWrite(seeded)) {
      SeedPlan plan = new SeedPlan(42, 14, 120, 2_000, SeedPlan.defaultEnd(Clock.systemUTC()));
      Seeder.seed(open, plan, false);
    }
    models = Files.createDirectory(shared.resolve("models"));
    TrainOptions options =
        new TrainOptions(ReadOptions.DEFAULT, 42, 2, Clock.systemUTC(), Optional.empty());
    for (ModelName model : List.of(ModelName.FILLNET, ModelName.ALPHA)) {
      TrainingRun.of(model, LogFiles.of(seeded), models, options).run(line -> {});
    }
    promoted(ModelPaths.of(models));
  }

  /** Alpha is on probation, so that a watch reads the log. */
  private static void promoted(ModelPaths paths) throws IOException {
    LedgerAuthor author = LedgerAuthor.of("promote");
    Instant now = Instant.now();
    byte[] former = GateCandidates.good(ModelName.ALPHA, now.minusSeconds(7200)).bytes();
    byte[] live = Files.readAllBytes(paths.candidate(ModelName.ALPHA));
    try (AliasStore store =
        AliasStore.open(PromotionSettings.of(paths, Map.of(), author), Clock.systemUTC())) {
      String before = null;
      for (byte[] version : List.of(former, live)) {
        String sha256 = Digest.of(version);
        store.replace(ModelName.ALPHA, version);
        store
            .ledger()
            .append(
                LedgerEvent.of(
                    now, Kind.PROMOTED, ModelName.ALPHA, before, sha256, "better", author));
        before = sha256;
      }
    }
  }

  @BeforeEach
  void aDatabaseOfTheServices() throws IOException {
    for (Path own : List.of(folder, shared)) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    database = Files.copy(seeded, data.resolve("trenches.db"));
    Files.setAttribute(database, "unix:uid", SERVICES);
    Files.setAttribute(database, "unix:gid", SERVICES);
  }

  @Test
  void isRefusedWhereReadingWouldLeaveFilesOfTheReaders() throws Exception {
    assertThat(readBy(OTHER))
        .hasSize(COMMANDS)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        database + " belongs to user " + SERVICES + " and is in WAL mode",
                        "opening it as user " + OTHER + " would leave -shm and -wal files"));
    assertThat(owners()).isEqualTo("{trenches.db=" + SERVICES + "}");
  }

  @Test
  void readsBesideAServiceAndLeavesWhatIsThere() throws Exception {
    try (Connection service = open();
        Statement statement = service.createStatement()) {
      statement.execute("UPDATE prices SET usd = usd");
      String before = owners();
      assertThat(before).contains("trenches.db-shm=" + SERVICES, "trenches.db-wal=" + SERVICES);
      assertThat(readBy(OTHER)).hasSize(COMMANDS).allMatch(line -> line.endsWith("| read"));
      assertThat(owners()).isEqualTo(before);
      statement.execute("UPDATE prices SET usd = usd");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "persist"})
  void aRollbackJournalIsReadByAnybody(String mode) throws Exception {
    try (Connection service = open();
        Statement statement = service.createStatement()) {
      statement.execute("PRAGMA journal_mode = " + mode);
      statement.execute("UPDATE prices SET usd = usd");
      String before = owners();
      assertThat(readBy(OTHER)).hasSize(COMMANDS).allMatch(line -> line.endsWith("| read"));
      assertThat(owners()).isEqualTo(before);
    }
  }

  @Test
  void whatRootLeavesBelongsToTheServices() throws Exception {
    try (Database open = Database.openReadOnly(database)) {
      assertThat(open.file()).isEqualTo(database);
    }
    assertThat(owners()).doesNotContain("=0");
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  /** User by file, of what lies beside the database and itself. */
  private String owners() throws IOException {
    TreeMap<String, Object> owners = new TreeMap<>();
    try (Stream<Path> files = Files.list(database.getParent())) {
      for (Path file : files.toList()) {
        owners.put(file.getFileName().toString(), Files.getAttribute(file, "unix:uid"));
      }
    }
    return owners.toString();
  }

  /** A line per command; the user may read the class path wherever it lies. */
  private List<String> readBy(int user) throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.setAttribute(out, "unix:uid", user);
    List<String> command = new ArrayList<>(List.of(SETPRIV.toString()));
    command.addAll(List.of("--reuid=" + user, "--regid=" + user, "--clear-groups"));
    command.addAll(List.of("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"));
    command.addAll(
        JavaProcess.command(
            OtherUserMain.class.getName(), database.toString(), models.toString(), out.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    try (BufferedReader output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      assumeTrue(
          !Files.readString(folder.resolve("errors")).contains("ClassNotFoundException"),
          "another user may not read this class path");
      return lines;
    }
  }
}
