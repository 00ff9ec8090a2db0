import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.Cli;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.views.TrainingViews;
import ratchet.model.Json;
import ratchet.reference.JsonReference;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

class CheckTrainingDataTest {
  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path healthy;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void seed() {
    healthy = seeded.resolve("healthy.db");
    try (Database database = Database.openReadWrite(healthy)) {
      Seeder.seed(
          database,
          new SeedPlan(42, 21, 360, 5_400, SeedPlan.defaultEnd(Clock.systemUTC())),
          false);
    }
  }

  @Test
  void healthyDataExitZero() {
    assertThat(run("--db", healthy.toString(), "--strict")).as(out.toString()).isZero();
    assertThat(out.toString().lines().toList())
        .last()
        .asString()
        .startsWith("healthy: ")
        .contains(" checks, 0 failed, 0 warned");
    assertThat(err.toString()).contains("next: train_fillnet");
  }

  @Test
  void printsOneDocumentOfTheDocumentedShape() {
    assertThat(run("--db", healthy.toString(), "--json")).isZero();
    JsonNode document = JsonReference.check(Json.read(out.toString()));
    assertThat(names(document))
        .containsExactly("command", "ok", "exit", "schema", "healthy", "checks");
    assertThat(document.get("command").asText()).isEqualTo("check_training_data");
    assertThat(document.get("healthy").asBoolean()).isTrue();
    for (JsonNode check : document.get("checks")) {
      assertThat(names(check))
          .containsExactly("name", "status", "measured", "required", "detail", "remedy");
      assertThat(check.get("status").asText()).isEqualTo("pass");
      assertThat(check.get("measured").isNumber() || check.get("measured").isTextual()).isTrue();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void onAnEmptyDatabaseEveryCheckFailsAndTheExitIsThree() {
    Path empty = folder.resolve("empty.db");
    Database.openReadWrite(empty).close();
    assertThat(run("--db", empty.toString(), "--json")).isEqualTo(3);
    JsonNode document = JsonReference.check(Json.read(out.toString()));
    assertThat(document.get("ok").asBoolean()).isFalse();
    assertThat(document.get("exit").asInt()).isEqualTo(3);
    assertThat(document.get("healthy").asBoolean()).isFalse();
    assertThat(document.get("checks")).isNotEmpty();
    for (JsonNode check : document.get("checks")) {
      boolean isOfTheFile =
          List.of("file_integrity", "journal_mode", "pending_wal")
              .contains(check.get("name").asText());
      assertThat(check.get("status").asText()).isEqualTo(isOfTheFile ? "pass" : "fail");
    }
  }

  @Test
  void namesTheFaultAndItsRemedy() throws IOException, SQLException {
    Path broken = copy();
    execute(broken, "DELETE FROM fills");
    assertThat(run("--db", broken.toString())).isEqualTo(3);
    assertThat(out.toString())
        .containsPattern("fail  rows_fills +0 / 500 +fills is empty")
        .contains("remedy: let the services log for longer")
        .contains("NOT healthy: ");
  }

  @Test
  void strictTakesAWarningForAFault() throws IOException, SQLException {
    Path broken = copy();
    execute(broken, "UPDATE rug_verdicts SET rug_prob = 1.5 WHERE rowid = 7");
    assertThat(run("--db", broken.toString())).isZero();
    assertThat(run("--db", broken.toString(), "--strict")).isEqualTo(3);
    assertThat(out.toString()).contains("values_rug_verdicts").contains("rug_prob = 1.5 (rowid 7)");
  }

  @Test
  void createsTheViewsOnlyWhenAsked() throws IOException {
    Path file = copy();
    byte[] before = Files.readAllBytes(file);
    assertThat(run("--db", file.toString())).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(run("--db", file.toString(), "--create-views")).isZero();
    try (Database database = Database.openReadOnly(file)) {
      assertThat(Tables.names(database)).containsAll(TrainingViews.names());
    }
  }

  @Test
  void takesThresholdsFromAFile() throws IOException {
    Path limits = folder.resolve("limits.json");
    String standard = Files.readString(Path.of("lib/ratchet/health/health.json"));
    Files.writeString(limits, standard.replace("\"fills\": 500", "\"fills\": 50000"));
    assertThat(run("--db", healthy.toString(), "--config", limits.toString())).isEqualTo(3);
    assertThat(out.toString()).contains(" / 50000");
    Files.writeString(limits, "{");
    assertThat(run("--db", healthy.toString(), "--config", limits.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("limits.json");
  }

  @Test
  void whatIsNoDatabaseExitsFourAndIsLeftAlone() throws IOException {
    Path none = folder.resolve("none.db");
    assertThat(run("--db", none.toString())).isEqualTo(4);
    assertThat(run("--db", none.toString(), "--create-views")).isEqualTo(4);
    assertThat(none).doesNotExist();
    assertThat(run("--db", folder.toString())).isEqualTo(4);
    Path text = Files.writeString(folder.resolve("text.db"), "mint,label\n".repeat(100));
    assertThat(run("--db", text.toString(), "--create-views", "--json")).isEqualTo(4);
    assertThat(JsonReference.check(Json.read(out.toString())).get("exit").asInt()).isEqualTo(4);
    assertThat(text).hasContent("mint,label\n".repeat(100));
    Path empty = Files.createFile(folder.resolve("zero.db"));
    assertThat(run("--db", empty.toString(), "--create-views")).isEqualTo(4);
    assertThat(empty).isEmptyFile();
    assertThat(err.toString()).contains("remedy: ");
  }

  private Path copy() throws IOException {
    return Files.copy(healthy, folder.resolve("copy.db"));
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @SuppressWarnings("auxiliaryclass")
  private int run(String... args) {
    return Cli.execute(
        new CheckTrainingDataCommand(), new PrintWriter(out), new PrintWriter(err), args);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
