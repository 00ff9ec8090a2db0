import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --html} of the commands that have it. */
class PagesTest {
  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @Test
  void theCheckShowsItsVerdictsAndTheData() throws IOException {
    Path page = folder.resolve("health.html");
    CommandRun with =
        CommandRun.of(
            new CheckTrainingDataCommand(), "--db=" + database, "--html=" + page, "--json");
    CommandRun without =
        CommandRun.of(new CheckTrainingDataCommand(), "--db=" + database, "--json");
    assertThat(with.exit()).isEqualTo(without.exit());
    assertThat(with.json("check_training_data").get("healthy"))
        .isEqualTo(without.json("check_training_data").get("healthy"));
    String html = Files.readString(page);
    with.json("check_training_data")
        .get("checks")
        .findValuesAsText("name")
        .forEach(name -> assertThat(html).contains(">" + name + "</th>"));
    assertThat(html)
        .contains("id=\"feature-fillnet-sdepth-title\"", "id=\"label-alpha-y-payoff-60m-title\"")
        .contains("Rows per hour of exec_outcomes", "rows to fit and ");
  }

  @Test
  void anUnhealthyDatabaseHasItsPageToo() throws IOException {
    Path page = folder.resolve("health.html");
    Path empty = TrainerRun.empty(folder.resolve("empty.db"));
    CommandRun run =
        CommandRun.of(new CheckTrainingDataCommand(), "--db=" + empty, "--html=" + page);
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("wrote " + page);
    assertThat(Files.readString(page))
        .contains("✗ not healthy", "What did not pass", "there is no row to train survival from");
  }

  @Test
  void theEvaluationsWriteTheirSection() throws IOException {
    Path page = folder.resolve("ope.html");
    CommandRun refused =
        CommandRun.of(
            new OpeCommand(),
            "--policy=fee",
            "--target=uniform",
            "--db=" + database,
            "--html=" + page);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(Files.readString(page))
        .contains("Policy fee, target uniform", "Refused: ips_below_floor", "switch_dr");
    Path models = folder.resolve("models");
    CommandRun trained =
        CommandRun.of(
            new TrainFillNetCommand(),
            "--db=" + database,
            "--models-dir=" + models,
            "--create",
            "--quiet");
    assertThat(trained.exit()).isZero();
    Path backtest = folder.resolve("backtest.html");
    CommandRun replayed =
        CommandRun.of(
            new BacktestCommand(),
            "--db=" + database,
            "--models-dir=" + models,
            "--from=2026-01-18",
            "--to=2026-02-01",
            "--html=" + backtest);
    assertThat(replayed.exit()).as(replayed.err()).isZero();
    assertThat(Files.readString(backtest))
        .contains("route:jupiter", "Net result by day", "max_drawdown_usd", "day:2026-01-29");
  }

  @Test
  void aPageThatCannotBeWrittenIsSaidBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    CommandRun run =
        CommandRun.of(
            new CheckTrainingDataCommand(),
            "--db=" + database,
            "--html=" + file.resolve("page.html"));
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("file is not a folder", "remedy: ");
  }
}
