package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.InputException;

class HealthThresholdsTest {
  @TempDir Path folder;

  @Test
  void standardMinimaAreTheGuides() {
    assertThat(HealthThresholds.standard().minimumRows())
        .containsEntry("exec_outcomes", 1000L)
        .containsEntry("sim_exec_outcomes", 1000L)
        .containsEntry("fills", 500L)
        .containsEntry("rug_verdicts", 100L)
        .containsEntry("scores", 500L)
        .hasSize(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 1 | \"version\": 2 | version is not 1 but 2",
        "\"survival\": 100 | \"other\": 100 | minimum_train_rows has no survival",
        "\"version\": 1, | | version",
        "\"fills\": 500 | \"fills\": \"many\" | minimum_rows",
        "\"version\": 1 | \"version\": 1, \"minimum_mood\": 3 | minimum_mood",
        "\"age_hours_warn_above\": 48 | \"age_hours_warn_above\": null | age_hours_warn_above",
        "\"version\": 1 | \"version\": 1, \"version\": 1 | version",
        "\"version\": 1 | \"version\": NaN | NaN"
      })
  void refusesAWrongFileNamingTheField(String text, String replacement, String field)
      throws IOException {
    String standard = Files.readString(Path.of("lib/ratchet/health/health.json"));
    assertThat(standard).contains(text);
    Path file = folder.resolve("limits.json");
    Files.writeString(file, standard.replace(text, replacement == null ? "" : replacement));
    assertThatThrownBy(() -> HealthThresholds.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("limits.json")
        .hasMessageContaining(field);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> HealthThresholds.read(folder.resolve("none.json")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.json");
  }
}
