import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainFillNetTest {
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
    done.assertDone("fillnet", candidate());
    assertThat(done.json().get("metrics").has("slip_mape")).isTrue();
  }

  @Test
  void tellsAPersonWhatWasMeasuredAndWhatToRunNext() {
    TrainerRun done = run();
    assertThat(done.exit()).isZero();
    assertThat(done.out())
        .contains(
            "metric", "95 % interval", "the gate requires", "slip_mape", "wrote " + candidate())
        .containsPattern("holdout_size_fill: rows [\\d,]+, effective [\\d,]+");
    assertThat(done.err()).contains("next: promote fillnet");
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
    assertThat(Files.readAllLines(rows).get(0)).startsWith("split,decision_ts,key,y_fill,");
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

  @Test
  void saysWhatBecameOfACalibrationAndRefusesOneThatCannotBeServed() {
    TrainerRun done = run("--calibrate", "platt", "--json");
    assertThat(done.exit()).isZero();
    assertThat(done.json().get("issues").toString()).contains("y_fill: Platt scaling");
    TrainerRun refused = run("--calibrate", "isotonic");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("cannot hold a step function", "use platt");
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
    return TrainerRun.run(new TrainFillNetCommand(), all);
  }

  private Path candidate() {
    return folder.resolve("models").resolve("fillnet_v2.json");
  }
}
