import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import ratchet.cli.ExitCode;
import ratchet.gate.GateCandidates;
import ratchet.layout.Sources;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;

/**
 * docs/runbook.md: the lines of every section are run as they stand, in the incident that the
 * section is about. Only where the database, the models and the runtime are is added to them. Those
 * that need other processes are played by {@link RunbookFaultsTest}.
 */
@Timeout(300)
class RunbookTest {
  private static final Path ROOT = Sources.root();
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?final class (\\w+)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final String DEAD = "http://127.0.0.1:1/control/reload-models";

  @TempDir private static Path data;
  @TempDir Path folder;

  private RuntimeServer runtime;
  private String reloadUrl;

  @BeforeAll
  static void aLogOfThreeWeeks() {
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, today), data.resolve("trenches.db"));
  }

  @BeforeEach
  void twoVersionsOfFillNetAndARuntime() throws IOException {
    runtime =
        RuntimeServer.start(
            RuntimeOptions.of(Role.EXECUTOR, folder).port(0).withoutWatch().log(x -> {}).build());
    reloadUrl = runtime.uri().resolve("/control/reload-models").toString();
    promote(0.1, 0.18);
    promote(0.2, 0.15);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  private void promote(double weight, double slipMape) throws IOException {
    candidate(weight, slipMape);
    List<String> promotion = List.of("promote", "fillnet", "--on-paper", "--no-built-in-hooks");
    CommandRun run = run(promotion, Path.of("none.db"));
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private void candidate(double weight, double slipMape) throws IOException {
    GateCandidates version =
        GateCandidates.good(ModelName.FILLNET, Instant.now().minus(Duration.ofHours(1)))
            .weight(weight)
            .metric("slip_mape", slipMape);
    Files.write(folder.resolve(ModelName.FILLNET.candidateFile()), version.bytes());
  }

  /**
   * @param prepare what happened before somebody opened the page
   * @param ends exit codes of the section's lines, in order
   * @param says what their output contains, in order
   */
  private record Incident(Setup prepare, List<Integer> ends, String... says) {}

  private interface Setup {
    void in(RunbookTest place) throws Exception;
  }

  private static final Map<String, Incident> INCIDENTS = new LinkedHashMap<>();

  static {
    Setup nothing = place -> {};
    INCIDENTS.put(
        "A bad model is live",
        new Incident(nothing, List.of(0, 0), "ROLLBACK fillnet=ok", "HOLD fillnet=released"));
    INCIDENTS.put(
        "Candidates are refused for days",
        new Incident(
            RunbookTest::refuseACandidate,
            List.of(0, 3, 0),
            "refused",
            "PROMOTE fillnet=would_skipped"));
    INCIDENTS.put(
        "A runtime answers 503 or is degraded",
        new Incident(
            RunbookTest::spoilTheAlias,
            List.of(4),
            "fillnet.json is not valid JSON",
            "roll back",
            "next: rollback fillnet"));
    INCIDENTS.put(
        "A runtime moved",
        new Incident(place -> place.reloadUrl = DEAD, List.of(5), DEAD, "failed"));
    INCIDENTS.put("A model is too old", new Incident(nothing, List.of(0, 0), "PROMOTE alpha=ok"));
    INCIDENTS.put(
        "Somebody edited an alias",
        new Incident(
            RunbookTest::editTheAlias,
            List.of(0, 0),
            "ledger_says=",
            "next: rollback fillnet",
            "ROLLBACK fillnet=ok",
            "the ledger now has alias_changed_outside"));
    INCIDENTS.put(
        "The ledger is damaged",
        new Incident(RunbookTest::cutTheLedger, List.of(3, 0), "ROLLBACK fillnet=would"));
    INCIDENTS.put(
        "How sure are we", new Incident(nothing, List.of(0, 0, 0), "fillnet", "WATCH fillnet="));
    INCIDENTS.put(
        "Restore on a new machine",
        new Incident(nothing, List.of(0, 0, 0), "the ledger is unchanged", "ok(200)"));
    INCIDENTS.put("Was the weekly job fine", new Incident(nothing, List.of(0, 0), "promoted"));
    INCIDENTS.put(
        "Names of metrics and JSON fields", new Incident(nothing, List.of(0), "\"events\""));
  }

  static Stream<String> incidents() {
    return INCIDENTS.keySet().stream();
  }

  @Test
  void everySectionIsPlayed() throws IOException {
    List<String> played = new ArrayList<>(INCIDENTS.keySet());
    played.addAll(RunbookFaultsTest.PLAYED);
    assertThat(RunbookPage.headings()).containsExactlyInAnyOrderElementsOf(played);
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theLinesOfASectionDoWhatItSays(String heading) throws Exception {
    Incident incident = INCIDENTS.get(heading);
    incident.prepare().in(this);
    List<Integer> ends = new ArrayList<>();
    StringBuilder output = new StringBuilder();
    for (String line : RunbookPage.lines(heading)) {
      CommandRun run = run(words(line), data.resolve("trenches.db"));
      ends.add(run.exit());
      output.append("$ ").append(line).append('\n').append(run.out()).append(run.err());
    }
    assertThat(ends).as(output.toString()).isEqualTo(incident.ends());
    assertThat(output.toString()).containsSubsequence(incident.says());
  }

  private void refuseACandidate() throws IOException {
    candidate(0.3, 0.9);
    assertThat(run(List.of("promote", "fillnet", "--on-paper"), Path.of("none.db")).exit())
        .isEqualTo(3);
  }

  private void spoilTheAlias() throws IOException {
    Files.writeString(folder.resolve("fillnet.json"), "{");
  }

  private void editTheAlias() throws IOException {
    Path history = folder.resolve("history/fillnet");
    try (Stream<Path> versions = Files.list(history)) {
      byte[] live = Files.readAllBytes(folder.resolve("fillnet.json"));
      String edited =
          new String(live, java.nio.charset.StandardCharsets.UTF_8)
              .replace("\"slip_mape\"", "\"slip_mapf\"");
      assertThat(versions).isNotEmpty();
      Files.writeString(folder.resolve("fillnet.json"), edited);
    }
  }

  private void cutTheLedger() throws IOException {
    Path ledger = folder.resolve("ledger.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    Files.write(ledger, lines.subList(1, lines.size()));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.substring("./jbangw ".length()));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  private CommandRun run(List<String> line, Path database) throws IOException {
    Callable<ExitCode> command = command(line.get(0));
    CommandLine.Model.CommandSpec spec = new CommandLine(command).getCommandSpec();
    List<String> arguments = new ArrayList<>(line.subList(1, line.size()));
    if (spec.findOption("--models-dir") != null) {
      arguments.addAll(List.of("--models-dir", folder.toString()));
    }
    if (spec.findOption("--db") != null && Files.exists(database)) {
      arguments.addAll(List.of("--db", database.toString()));
    }
    if (spec.findOption("--reload-url") != null) {
      arguments.addAll(List.of("--reload-url", "fillnet=" + reloadUrl, "--reload-url", "alpha="));
    }
    return CommandRun.of(command(line.get(0)), arguments.toArray(String[]::new));
  }

  /** The command that the catalog has under the name. */
  @SuppressWarnings("unchecked")
  private static Callable<ExitCode> command(String name) throws IOException {
    String script =
        Json.read(Files.readAllBytes(ROOT.resolve("jbang-catalog.json")))
            .at("/aliases/" + name + "/script-ref")
            .textValue();
    Matcher declared = CLASS.matcher(Files.readString(ROOT.resolve(script)));
    assertThat(declared.find()).as(script).isTrue();
    try {
      return (Callable<ExitCode>)
          Class.forName(declared.group(1)).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(declared.group(1), e);
    }
  }
}
