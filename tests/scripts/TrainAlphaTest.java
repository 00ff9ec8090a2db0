import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAlphaTest {
  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @Test
  void printsTheDocumentedShapeAndWritesTheCandidate() {
    TrainerRun done = run("--json");
    done.assertDone("alpha", candidate());
    assertThat(done.json().get("metrics").has("auc_10m")).isTrue();
  }

  @Test
  void tellsAPersonWhatWasMeasuredAndWhatToRunNext() {
    TrainerRun done = run();
    assertThat(done.exit()).isZero();
    assertThat(done.out())
        .contains(
            "metric", "95 % interval", "the gate requires", "auc_10m", "wrote " + candidate());
    assertThat(done.err()).contains("next: promote alpha");
    assertThat(run("--quiet").err()).isEmpty();
  }

  @Test
  void anEmptyDatabaseIsRefusedAndTheCandidateStays() throws IOException {
    Path empty = TrainerRun.empty(folder.resolve("empty.db"));
    Files.createDirectories(candidate().getParent());
    Files.writeString(candidate(), "a better one");
    runOn(empty, "--json").assertRefused("no_rows");
    assertThat(candidate()).hasContent("a better one");
    runOn(empty, "--json", "--write-anyway").assertRefused("no_rows");
    assertThat(candidate()).content().contains("\"no_data\"");
  }

  @Test
  void dumpsTheRowsTheFitSaw() throws IOException {
    Path rows = folder.resolve("rows.csv");
    assertThat(run("--dump", rows.toString()).exit()).isZero();
    assertThat(Files.readAllLines(rows).get(0)).startsWith("split,decision_ts,key,y_payoff_10m,");
  }

  @Test
  void aMissingDatabaseIsAnInputError() {
    TrainerRun failed = runOn(folder.resolve("none.db"));
    assertThat(failed.exit()).isEqualTo(4);
    assertThat(failed.err()).contains("none.db", "remedy: ");
    assertThat(candidate()).doesNotExist();
  }

  @Test
  void aTimeThatIsNoTimeIsAUsageError() {
    TrainerRun refused = run("--as-of", "yesterday", "--json");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.json().get("error").asText())
        .contains("--as-of", "'yesterday' is not a time; write 2026-01-31T12:00:00Z or 2026-01-31");
    assertThat(refused.out() + refused.err()).doesNotContain("java.");
  }

  @Test
  void aTimeBeforeTheDataLeavesNothingToTrainFrom() {
    run("--json", "--as-of", "2020-01-01T00:00:00Z").assertRefused("no_rows");
    run("--json", "--as-of", "2020-01-01").assertRefused("no_rows");
  }

  @Test
  void fitsOnTheCpuAndRefusesCuda() {
    assertThat(run("--device", "auto").err()).contains("device: cpu");
    assertThat(run("--device", "cpu").err()).contains("device: cpu");
    assertThat(run("--json").json().get("device").asText()).isEqualTo("cpu");
    TrainerRun refused = run("--device", "cuda", "--json");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.json().get("error").asText()).contains("no CUDA engine");
    assertThat(run("--device", "tpu").exit()).isEqualTo(2);
  }

  private TrainerRun run(String... args) {
    return runOn(database, args);
  }

  private TrainerRun runOn(Path file, String... args) {
    String[] all = new String[args.length + 4];
    all[0] = "--db";
    all[1] = file.toString();
    all[2] = "--models-dir";
    all[3] = candidate().getParent().toString();
    System.arraycopy(args, 0, all, 4, args.length);
    return TrainerRun.run(new TrainAlphaCommand(), all);
  }

  private Path candidate() {
    return folder.resolve("models").resolve("alpha_ranker_v1.json");
  }
}
