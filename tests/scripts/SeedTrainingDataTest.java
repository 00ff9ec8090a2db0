import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.Cli;
import ratchet.model.Json;
import ratchet.reference.JsonReference;

@SuppressWarnings("auxiliaryclass")
class SeedTrainingDataTest {
  private static final String[] SMALL = {
    "--days", "3", "--mints", "20", "--attempts", "400", "--end", "2026-11-24T00:00:00Z"
  };

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatItWroteWhereTheTruthIsAndWhatComesNext() {
    Path file = folder.resolve("data/trenches.db");
    assertThat(run(SMALL, "--db", file.toString())).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^wrote \\d+ exec_outcomes$")
        .contains("truth: " + file + ".truth.json");
    assertThat(err.toString()).contains("next: check_training_data --db " + file);
    assertThat(Path.of(file + ".truth.json")).exists();
  }

  @Test
  void answersWithOneDocument() {
    Path file = folder.resolve("trenches.db");
    assertThat(run(SMALL, "--db", file.toString(), "--json")).isZero();
    JsonNode document = JsonReference.check(Json.read(out.toString()));
    assertThat(document.get("command").textValue()).isEqualTo("seed_training_data");
    assertThat(document.get("ok").booleanValue()).isTrue();
    assertThat(document.get("end").textValue()).isEqualTo("2026-11-24T00:00:00Z");
    JsonNode rows = document.get("rows");
    assertThat(rows.get("exec_outcomes").longValue() + rows.get("sim_exec_outcomes").longValue())
        .isEqualTo(400);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void purgesWhatItWrote() {
    Path file = folder.resolve("trenches.db");
    run(SMALL, "--db", file.toString());
    assertThat(run(new String[0], "--db", file.toString(), "--purge")).isZero();
    assertThat(out.toString()).contains("removed " + file + ".truth.json");
    assertThat(Path.of(file + ".truth.json")).doesNotExist();
  }

  @Test
  void aFileThatIsNoDatabaseIsExitFourAndStays() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "notes of mine");
    assertThat(run(SMALL, "--db", file.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("is not a SQLite database").contains("remedy: ");
    assertThat(file).hasContent("notes of mine");
  }

  @Test
  void thereIsNothingToPurgeInAFileThatIsNotThere() {
    Path file = folder.resolve("none.db");
    assertThat(run(new String[0], "--db", file.toString(), "--purge")).isEqualTo(4);
    assertThat(file).doesNotExist();
  }

  @Test
  void aSizeOutOfRangeIsExitFour() {
    Path file = folder.resolve("trenches.db");
    assertThat(run(new String[] {"--attempts", "5"}, "--db", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--attempts 5 is out of range");
    assertThat(file).doesNotExist();
  }

  @Test
  void anUnknownOptionIsExitTwo() {
    assertThat(run(new String[] {"--purgee"})).isEqualTo(2);
    assertThat(err.toString()).contains("--purge");
  }

  private int run(String[] first, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(first));
    arguments.addAll(List.of(more));
    return Cli.execute(
        new SeedTrainingDataCommand(),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }
}
