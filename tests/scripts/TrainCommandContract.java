import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;

/** What every trainer does alike; the test of a trainer names what is its own. */
abstract class TrainCommandContract {
  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  private final ModelName model;
  private final String file;
  private final String metric;
  private final String firstLabel;

  /**
   * @param file name of the candidate
   * @param metric that only this model has
   * @param firstLabel first label of a dump
   */
  TrainCommandContract(ModelName model, String file, String metric, String firstLabel) {
    this.model = model;
    this.file = file;
    this.metric = metric;
    this.firstLabel = firstLabel;
  }

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @Test
  void printsTheDocumentedShapeAndWritesTheCandidate() {
    TrainerRun done = run("--json");
    done.assertDone(model.id(), candidate());
    assertThat(done.json().get("metrics").has(metric)).isTrue();
  }

  @Test
  void tellsAPersonWhatWasMeasuredAndWhatToRunNext() {
    TrainerRun done = run();
    assertThat(done.exit()).isZero();
    assertThat(done.out())
        .contains("metric", "95 % interval", "the gate requires", metric, "wrote " + candidate());
    assertThat(done.err())
        .containsSubsequence("read ", "fitted ", "evaluated on ", "next: promote " + model.id());
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
    assertThat(Files.readAllLines(rows).get(0))
        .startsWith("split,decision_ts,key," + firstLabel + ",");
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

  /** Of a trainer that has the option. */
  final void assertFitsOnTheCpuAndRefusesCuda() {
    assertThat(run("--device", "auto").err()).contains("device: cpu");
    assertThat(run("--device", "cpu").err()).contains("device: cpu");
    assertThat(run("--json").json().get("device").asText()).isEqualTo("cpu");
    TrainerRun refused = run("--device", "cuda", "--json");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.json().get("error").asText()).contains("no CUDA engine");
    assertThat(run("--device", "tpu").exit()).isEqualTo(2);
  }

  final TrainerRun run(String... args) {
    return runOn(database, args);
  }

  private TrainerRun runOn(Path log, String... args) {
    String[] all = new String[args.length + 4];
    all[0] = "--db";
    all[1] = log.toString();
    all[2] = "--models-dir";
    all[3] = candidate().getParent().toString();
    System.arraycopy(args, 0, all, 4, args.length);
    return TrainerRun.run(TrainerRun.command(model), all);
  }

  final Path candidate() {
    return folder.resolve("models").resolve(file);
  }
}
