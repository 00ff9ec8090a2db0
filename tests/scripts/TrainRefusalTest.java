import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;

/** What a trainer's command does with a database that cannot give its model. */
class TrainRefusalTest {
  /** What is wrong with a database, as it is done to a good one. */
  enum Broken {
    NO_ROWS("DELETE FROM LOG"),
    /** Nothing rises, falls or is pulled; what was tried was filled. */
    ONE_CLASS("UPDATE LOG SET exec_price = 1, filled = 1"),
    /** The same but for three mints, which rise threefold; and but for nine attempts. */
    FEW_RISES(
        "UPDATE LOG SET exec_price = 1, filled = 1",
        "UPDATE LOG SET exec_price = 3 WHERE mint IN (SELECT mint FROM exec_outcomes GROUP BY mint"
            + " ORDER BY min(ts) LIMIT 3) AND ts > (SELECT min(ts) FROM exec_outcomes o WHERE"
            + " o.mint = LOG.mint)",
        "UPDATE exec_outcomes SET filled = 0 WHERE rowid IN (SELECT rowid FROM exec_outcomes ORDER"
            + " BY ts LIMIT 9 OFFSET 1000)"),
    /** The same, and they are pulled instead. */
    FEW_FALLS(
        "UPDATE LOG SET exec_price = 1, filled = 1",
        "UPDATE LOG SET exec_price = 0.1 WHERE mint IN (SELECT mint FROM exec_outcomes GROUP BY"
            + " mint ORDER BY min(ts) LIMIT 3) AND ts > (SELECT min(ts) FROM exec_outcomes o WHERE"
            + " o.mint = LOG.mint)"),
    CONSTANT_SLIPPAGE(
        "UPDATE LOG SET slippage_bps_real = 12, exec_price = quote_price * 1.0012 WHERE filled",
        "UPDATE exec_outcomes SET slippage_bps_real = -12 WHERE filled AND side = 'sell'"),
    CONSTANT_TIME("UPDATE LOG SET time_to_land_ms = 400 WHERE filled");

    private final List<String> changes;

    Broken(String... changes) {
      this.changes = List.of(changes);
    }

    /** The changes, each to the live and the simulated log. */
    List<String> statements() {
      List<String> statements = new ArrayList<>();
      for (String change : changes) {
        statements.add(change.replace("LOG", "exec_outcomes"));
        statements.add(change.replace("LOG", "sim_exec_outcomes"));
      }
      return statements;
    }
  }

  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @ParameterizedTest
  @CsvSource({
    "ALPHA, NO_ROWS, no_rows, no_data",
    "FILLNET, NO_ROWS, no_rows, no_data",
    "RUGGUARD, NO_ROWS, no_rows, no_data",
    "SURVIVAL, NO_ROWS, no_rows, no_data",
    "ALPHA, ONE_CLASS, one_class(y_payoff_10m), insufficient_samples",
    "FILLNET, ONE_CLASS, one_class(y_fill), insufficient_samples",
    "RUGGUARD, ONE_CLASS, one_class(label_rug), insufficient_samples",
    "SURVIVAL, ONE_CLASS, insufficient_minority(0), insufficient_samples",
    "ALPHA, FEW_RISES, insufficient_minority(3), insufficient_samples",
    "FILLNET, FEW_RISES, insufficient_minority(9), insufficient_samples",
    "RUGGUARD, FEW_FALLS, insufficient_minority(3), insufficient_samples",
    "SURVIVAL, FEW_FALLS, insufficient_minority(3), insufficient_samples",
    "FILLNET, CONSTANT_SLIPPAGE, constant_label(y_slip_bps), insufficient_samples",
    "FILLNET, CONSTANT_TIME, constant_label(y_ttl_ms), insufficient_samples"
  })
  void namesTheReasonAndLeavesTheCandidate(
      ModelName model, Broken broken, String reason, String status) throws Exception {
    Path bad = broken(broken);
    Path models = Files.createDirectories(folder.resolve("models"));
    Path candidate = Files.writeString(models.resolve(model.candidateFile()), "a better one\n");

    JsonNode document = refused(model, bad, reason);
    assertThat(document.has("candidate")).isFalse();
    assertThat(candidate).hasContent("a better one\n");
    TrainerRun text = train(model, bad);
    assertThat(text.exit()).isEqualTo(3);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).contains(document.get("error").asText(), "remedy: ");
    assertThat(candidate).hasBinaryContent("a better one\n".getBytes());

    JsonNode written = refused(model, bad, reason, "--write-anyway");
    assertThat(written.get("candidate").asText()).isEqualTo(candidate.toString());
    assertThat(written.get("status").asText()).isEqualTo(status);
    assertThat(written.get("sha256").asText()).isEqualTo(Digest.of(Files.readAllBytes(candidate)));
    assertThat(Json.read(Files.readAllBytes(candidate)).get("status").asText()).isEqualTo(status);
  }

  /** A folder misspelt would else be a new place of models that no runtime reads. */
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void makesAModelsFolderOnlyWhenAsked(ModelName model) {
    Path none = folder.resolve("misspelt");
    TrainerRun refused =
        TrainerRun.runAsIs(TrainerRun.command(model), "--db=" + database, "--models-dir=" + none);
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("the models folder " + none + " does not exist", "--create");
    assertThat(none).doesNotExist();
  }

  private JsonNode refused(ModelName model, Path bad, String reason, String... more) {
    String[] arguments = new String[more.length + 1];
    System.arraycopy(more, 0, arguments, 0, more.length);
    arguments[more.length] = "--json";
    TrainerRun refused = train(model, bad, arguments);
    refused.assertRefused(reason);
    assertThat(refused.json().get("command").asText()).isEqualTo("train_" + model.id());
    assertThat(refused.json().get("ok").asBoolean()).isFalse();
    assertThat(refused.json().get("error").asText()).isNotBlank();
    return refused.json();
  }

  private TrainerRun train(ModelName model, Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--db=" + file, "--models-dir=" + folder.resolve("models")));
    arguments.addAll(List.of(more));
    return TrainerRun.run(TrainerRun.command(model), arguments.toArray(String[]::new));
  }

  private Path broken(Broken broken) throws IOException, SQLException {
    Path copy = folder.resolve("broken.db");
    execute(database, List.of("VACUUM INTO '" + copy + "'"));
    execute(copy, broken.statements());
    return copy;
  }

  private static void execute(Path file, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
