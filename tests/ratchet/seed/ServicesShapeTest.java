package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated rows have the columns, the types and the JSON members of what the services write. */
class ServicesShapeTest {
  @TempDir private static Path folder;
  private static Path seeded;
  private static Path services;

  @BeforeAll
  static void files() {
    services = ServicesLog.unpack(folder);
    seeded = folder.resolve("trenches.db");
    Seeded.seed(seeded, new SeedPlan(42, 21, 120, 4_000, Seeded.END));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "candidates",
        "exec_outcomes",
        "fee_decisions",
        "fill_preds",
        "fills",
        "hazard_states",
        "migration_events",
        "prices",
        "rug_verdicts",
        "scores",
        "sim_exec_outcomes",
        "sizing_decisions",
        "sizing_outcomes"
      })
  void aTableIsOfTheShapeThatTheServicesWrite(String table) throws Exception {
    assertThat(LogShape.columns(seeded, table))
        .containsExactlyInAnyOrderElementsOf(LogShape.columns(services, table));
    assertThat(LogShape.types(seeded, table)).isEqualTo(LogShape.types(services, table));
    assertThat(LogShape.json(seeded, table)).isEqualTo(LogShape.json(services, table));
  }
}
