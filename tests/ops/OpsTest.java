import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.layout.Sources.root;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.cli.RunRecord;
import ratchet.cli.alias.LedgerGauges;
import ratchet.cli.alias.RunGauges;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.MetricsFile;
import ratchet.promote.PromoteReport;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.store.ModelPaths;

/** Dashboard, alerts and configuration: well-formed, and about metrics that exist. */
class OpsTest {
  private static final Pattern METRIC =
      Pattern.compile(
          "(?:\\b(alpha|fillnet|rugguard|survival)|"
              + "\\((?:alpha|fillnet|rugguard|survival)[a-z|]*\\))"
              + "(_(?:model|score)_[a-z0-9_]+)");

  private static final Path OPS = root().resolve("ops");

  @TempDir Path models;

  @ParameterizedTest
  @ValueSource(strings = {"grafana/ratchet-models.json", "prometheus/alerts.yml"})
  void namesOnlyMetricsThatARuntimeExposes(String file) throws Exception {
    String text = Files.readString(OPS.resolve(file));
    Set<String> exposed = exposed();
    Set<String> named = new TreeSet<>();
    Matcher matcher = METRIC.matcher(text);
    while (matcher.find()) {
      for (ModelName model : ModelName.all()) {
        if (matcher.group(1) == null || matcher.group(1).equals(model.id())) {
          named.add(model.id() + matcher.group(2));
        }
      }
    }

    assertThat(named).hasSizeGreaterThan(8);
    assertThat(exposed).containsAll(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana/ratchet-models.json", "prometheus/alerts.yml"})
  void namesOnlyMetricsThatPromoteWrites(String file) throws Exception {
    Matcher matcher =
        Pattern.compile("\\b(promote|watch)_[a-z_]+_(seconds|outcome|row|hold|created)\\b")
            .matcher(Files.readString(OPS.resolve(file)));
    Set<String> named = matcher.results().map(result -> result.group()).collect(Collectors.toSet());

    assertThat(named).isNotEmpty();
    assertThat(written()).containsAll(named);
  }

  /** What promote and watch leave for node_exporter, of a folder where nothing is live. */
  private Set<String> written() throws IOException {
    StringBuilder text = new StringBuilder(LedgerGauges.of(ModelPaths.of(models)));
    text.append(MetricsFile.of(new PromoteReport(Instant.EPOCH, false, List.of())));
    for (String command : List.of("promote", "watch")) {
      Path file = models.resolve(command + ".prom");
      new RunGauges(command, Set.of(), Clock.systemUTC()).write(file, "", RunRecord.End.DONE);
      text.append(Files.readString(file));
    }
    return text.toString()
        .lines()
        .filter(line -> line.startsWith("# TYPE"))
        .map(line -> line.split(" ")[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void explainsEveryMetricInTheReadme() throws Exception {
    String readme = Files.readString(OPS.resolve("README.md"));

    assertThat(exposed().stream().filter(name -> name.startsWith("fillnet_")))
        .allSatisfy(
            name ->
                assertThat(readme)
                    .contains(name.replaceFirst("(_seconds)_(bucket|count|sum|max)$", "$1")));
  }

  @ParameterizedTest
  @CsvSource({
    "Alpha Model Age, stat, time() - (alpha_model_epoch_seconds > 0)",
    "FillNet Model Age, stat, time() - (fillnet_model_epoch_seconds > 0)"
  })
  void showsTheAgeOfTheModels(String title, String type, String expression) throws Exception {
    JsonNode panel = panels().stream().filter(p -> titleOf(p).equals(title)).findFirst().get();

    assertThat(panel.path("type").asText()).isEqualTo(type);
    assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText()).isEqualTo("s");
    assertThat(panel.path("targets").path(0).path("expr").asText()).isEqualTo(expression);
  }

  @Test
  void laysTheDashboardOutWithoutOverlaps() throws Exception {
    boolean[][] taken = new boolean[100][24];
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : panels()) {
      ids.add(panel.path("id").asInt());
      JsonNode at = panel.path("gridPos");
      for (int y = 0; y < at.path("h").asInt(); y++) {
        for (int x = 0; x < at.path("w").asInt(); x++) {
          boolean[] row = taken[at.path("y").asInt() + y];
          assertThat(row[at.path("x").asInt() + x]).as(titleOf(panel)).isFalse();
          row[at.path("x").asInt() + x] = true;
        }
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void describesEveryPanelAndTakesItsDataFromTheChosenSource() throws Exception {
    for (JsonNode panel : panels()) {
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).as(titleOf(panel)).isNotBlank();
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("targets")).isNotEmpty();
      }
    }
  }

  @Test
  void givesEveryAlertAnActionAndATest() throws Exception {
    String rules = Files.readString(OPS.resolve("prometheus/alerts.yml"));
    String tests =
        Files.readString(OPS.resolve("prometheus/alerts_test.yml"))
            + Files.readString(OPS.resolve("prometheus/alerts_over_days_test.yml"));
    List<String> alerts = group(rules, "- alert: (\\w+)");

    assertThat(alerts).hasSize(19);
    assertThat(group(rules, "(summary): \"")).hasSameSizeAs(alerts);
    assertThat(group(rules, "(action): \"")).hasSameSizeAs(alerts);
    assertThat(group(rules, "(severity): ")).hasSameSizeAs(alerts);
    assertThat(new TreeSet<>(group(tests, "alertname: (\\w+)"))).containsAll(alerts);
  }

  @Test
  void scrapesTheDefaultPorts() throws Exception {
    assertThat(Files.readString(OPS.resolve("prometheus/prometheus.yml")))
        .contains("127.0.0.1:" + Role.EXECUTOR.defaultPort(), "role: " + Role.EXECUTOR.id())
        .contains(
            "127.0.0.1:" + Role.ALPHA_RANKER.defaultPort(), "role: " + Role.ALPHA_RANKER.id());
  }

  @Test
  void asksOnlyForCommandsThatExist() throws Exception {
    JsonNode aliases =
        Json.read(Files.readAllBytes(root().resolve("jbang-catalog.json"))).path("aliases");
    try (Stream<Path> files = Files.walk(OPS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String command : group(Files.readString(file), "\\./jbangw (\\w+)")) {
          assertThat(aliases.has(command)).as(file + ": " + command).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config prometheus.yml",
        "check rules alerts.yml",
        "test rules alerts_test.yml",
        "test rules alerts_over_days_test.yml"
      })
  void passesPromtool(String arguments) throws Exception {
    assumeTrue(isOnPath("promtool"), "promtool is not on the PATH");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments.split(" ")));
    Process promtool =
        new ProcessBuilder(command)
            .directory(OPS.resolve("prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }

  @Test
  void writesQueriesThatPrometheusParses() throws Exception {
    assumeTrue(isOnPath("promtool"), "promtool is not on the PATH");
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    int queries = 0;
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        String query = target.path("expr").asText().replace("$__rate_interval", "5m");
        rules
            .append("      - record: query")
            .append(queries++)
            .append("\n        expr: ")
            .append(Json.MAPPER.writeValueAsString(query))
            .append('\n');
      }
    }
    Path file = Files.writeString(models.resolve("queries.yml"), rules);
    Process promtool =
        new ProcessBuilder("promtool", "check", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).contains(queries + " rules found");
  }

  private static List<JsonNode> panels() throws IOException {
    List<JsonNode> panels = new ArrayList<>();
    Json.read(Files.readAllBytes(OPS.resolve("grafana/ratchet-models.json")))
        .path("panels")
        .forEach(panels::add);
    assertThat(panels).isNotEmpty();
    return panels;
  }

  private static String titleOf(JsonNode panel) {
    return panel.path("title").asText();
  }

  private static List<String> group(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(r -> r.group(1)).toList();
  }

  /** Names of all samples of a runtime that serves everything. */
  private Set<String> exposed() throws IOException {
    Set<String> names = new TreeSet<>();
    try (RuntimeServer server =
            RuntimeServer.start(RuntimeOptions.of(Role.ALL, models).port(0).build());
        InputStream in = URI.create(server.uri() + "/metrics").toURL().openStream()) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[{ ]")[0])
          .forEach(names::add);
    }
    // absent while nothing serves; RuntimeMetricsTest sees it when something does
    ModelName.all().forEach(model -> names.add(model.id() + "_model_info"));
    return names;
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
