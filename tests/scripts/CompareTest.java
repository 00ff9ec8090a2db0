import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.cli.Cli;
import ratchet.model.Json;
import ratchet.reference.JsonReference;

class CompareTest {
  private static final String HEADER = "mint,label,prob\n";
  private static final String ROWS = "a,0,0.1\nb,1,0.9\nc,0,0.3\nd,1,0.7\n";

  @TempDir Path folder;
  private Path champion;
  private Path challenger;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void twoFiles() throws IOException {
    champion = folder.resolve("champion.csv");
    challenger = folder.resolve("challenger.csv");
    write(champion, HEADER + ROWS);
    write(challenger, HEADER + ROWS);
  }

  @Test
  void theBetterOfThePublishedModelsIsNonInferior() {
    Path logistic = published("memetrans_lr.csv");
    Path boosted = published("memetrans_lgbm.csv");
    JsonNode result = json(0, logistic.toString(), boosted.toString(), "--json");
    assertThat(result.get("n").asInt()).isEqualTo(6491);
    assertThat(result.at("/champion/average_precision").asDouble())
        .isCloseTo(0.5337647849222107, within(1e-12));
    assertThat(result.at("/challenger/average_precision").asDouble())
        .isCloseTo(0.5674679411984582, within(1e-12));
    // R 4.2, pROC 1.18.0: roc.test(roc(label, lgbm), roc(label, lr), method = "delong")
    assertThat(result.at("/difference/auc/z").asDouble())
        .isCloseTo(5.715337657273988, within(1e-9));
    assertThat(result.get("verdict").asText()).isEqualTo("non_inferior");
    assertThat(json(3, boosted.toString(), logistic.toString(), "--json").get("verdict").asText())
        .isEqualTo("inferior");
  }

  @Test
  void printsTheDocumentedShape() {
    JsonNode result = json(0, champion.toString(), challenger.toString(), "--json");
    assertThat(names(result))
        .containsExactly(
            "command",
            "ok",
            "exit",
            "schema",
            "n",
            "clusters",
            "effective_n",
            "positives",
            "champion",
            "challenger",
            "difference",
            "verdict");
    assertThat(names(result.get("champion")))
        .containsExactly("auc", "average_precision", "brier", "logloss");
    assertThat(names(result.get("challenger"))).isEqualTo(names(result.get("champion")));
    assertThat(names(result.at("/difference/auc")))
        .containsExactly("estimate", "lower", "upper", "method", "z", "p_value");
    assertThat(names(result.at("/difference/brier")))
        .containsExactly("estimate", "lower", "upper", "method");
    assertThat(result.at("/difference/auc/estimate").asDouble()).isZero();
    assertThat(result.at("/difference/auc/method").asText()).isEqualTo("delong");
  }

  @Test
  void printsATableForPeopleAndSaysWhatNext() {
    assertThat(run(champion.toString(), challenger.toString())).isZero();
    assertThat(out.toString())
        .startsWith("4 rows, 2 positive\n")
        .contains("auc                   1.00000    1.00000   +0.00000   [+0.00000, +0.00000]")
        .endsWith(
            "verdict: non_inferior (auc, margin 0.01): the challenger is at most the margin"
                + " worse\n");
    assertThat(err.toString()).contains("next: ");
  }

  @Test
  void tooFewRowsToTellExitsThree() throws IOException {
    write(challenger, HEADER + "a,0,0.3\nb,1,0.8\nc,0,0.4\nd,1,0.35\n");
    assertThat(run(champion.toString(), challenger.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("inconclusive");
  }

  @Test
  void oneClassHasNoAucAndIsInconclusive() throws IOException {
    write(champion, HEADER + "a,0,0.1\nb,0,0.9\n");
    write(challenger, HEADER + "a,0,0.1\nb,0,0.9\n");
    JsonNode result = json(3, champion.toString(), challenger.toString(), "--json");
    assertThat(result.at("/champion/auc").isNull()).isTrue();
    assertThat(result.at("/difference/auc/estimate").isNull()).isTrue();
    assertThat(result.at("/champion/brier").asDouble()).isCloseTo(0.41, within(1e-15));
    assertThat(result.get("verdict").asText()).isEqualTo("inconclusive");
  }

  /** 80 rows under 4,000 keys tell as much as 80 rows: one must say so, or the other warns. */
  @Test
  void copiesOfRowsCountOnceWhereTheirClusterIsNamed() throws IOException {
    Random random = new Random(8);
    StringBuilder one = new StringBuilder();
    StringBuilder other = new StringBuilder();
    StringBuilder many = new StringBuilder();
    StringBuilder manyOther = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      int label = random.nextInt(2);
      double p = (random.nextDouble() + label) / 2;
      String first = "," + label + "," + p + ",m" + i + "\n";
      String second = "," + label + "," + (0.9 * p + 0.1 * random.nextDouble()) + ",m" + i + "\n";
      one.append("m").append(i).append(first);
      other.append("m").append(i).append(second);
      for (int copy = 0; copy < 50; copy++) {
        many.append(copy).append("-").append(i).append(first);
        manyOther.append(copy).append("-").append(i).append(second);
      }
    }
    String header = "key,label,prob,mint\n";
    String[] files = {champion.toString(), challenger.toString()};
    String[] brier = {
      files[0], files[1], "--key=key", "--metric=brier", "--margin=0.007", "--json"
    };
    write(champion, header + one);
    write(challenger, header + other);
    JsonNode eighty = json(3, brier);
    assertThat(err.toString()).doesNotContain("rows repeat");
    assertThat(eighty.get("verdict").asText()).as(eighty.toString()).isEqualTo("inconclusive");
    write(champion, header + many);
    write(challenger, header + manyOther);
    JsonNode told = json(3, with(brier, "--cluster=mint"));
    assertThat(err.toString()).doesNotContain("rows repeat");
    assertThat(told.get("n").asInt()).isEqualTo(4_000);
    assertThat(told.get("clusters").asInt()).isEqualTo(80);
    assertThat(told.get("effective_n").asDouble()).isCloseTo(80, within(1.1));
    assertThat(told.get("verdict")).isEqualTo(eighty.get("verdict"));
    for (String end : List.of("lower", "upper")) {
      assertThat(told.at("/difference/brier/" + end).asDouble())
          .isCloseTo(eighty.at("/difference/brier/" + end).asDouble(), within(1e-12));
    }
    JsonNode untold = json(0, brier);
    assertThat(untold.get("verdict").asText()).isEqualTo("non_inferior");
    assertThat(err.toString()).contains("warning: rows repeat: 3920 of 4000").contains("--cluster");
  }

  @Test
  void aFileAgainstItselfIsNonInferiorAtMarginNought() throws IOException {
    for (String metric : List.of("auc", "average_precision", "brier")) {
      assertThat(run(champion.toString(), champion.toString(), "--metric=" + metric, "--margin=0"))
          .isZero();
    }
  }

  @Test
  void dependenceInTimeWidensTheInterval() throws IOException {
    Random random = new Random(3);
    StringBuilder first = new StringBuilder("mint,label,prob,at\n");
    StringBuilder second = new StringBuilder("mint,label,prob\n");
    for (int i = 0; i < 600; i++) {
      double wave = 0.3 * Math.sin(i / 60.0);
      int label = random.nextDouble() < 0.5 + wave ? 1 : 0;
      first.append("m" + i + "," + label + ",0.45,2026-01-01T00:" + minute(i) + "\n");
      second.append("m" + i + "," + label + ",0.55\n");
    }
    write(champion, first.toString());
    write(challenger, second.toString());
    String[] args = {champion.toString(), challenger.toString(), "--metric=brier", "--json"};
    run(args);
    JsonNode blind = JsonReference.check(Json.read(out.toString()));
    out.getBuffer().setLength(0);
    run(with(args, "--time=at"));
    JsonNode inTime = JsonReference.check(Json.read(out.toString()));
    assertThat(width(inTime)).isGreaterThan(2 * width(blind));
    assertThat(inTime.get("effective_n").asDouble()).isLessThan(150);
    assertThat(blind.get("effective_n").asDouble()).isEqualTo(600);
    assertThat(inTime.at("/difference/brier/method").asText()).isEqualTo("clustered");
  }

  /** Ten seasons of baseball (Choe and Ramdas 2023); see EmpiricalBernsteinTest. */
  @Test
  void theSequentialIntervalIsThePublishedOne() throws IOException {
    List<String> lines = Files.readAllLines(published("mlb_2010_2019.csv"));
    List<String> names = List.of(lines.get(0).split(","));
    StringBuilder first = new StringBuilder("game,label,prob,date\n");
    StringBuilder second = new StringBuilder("game,label,prob,date\n");
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",");
      String date = fields[names.indexOf("date")];
      String key = i + "," + fields[names.indexOf("y")] + ",";
      first.append(key + fields[names.indexOf("fivethirtyeight")] + "," + date + "\n");
      second.append(key + fields[names.indexOf("vegas")] + "," + date + "\n");
    }
    write(champion, first.toString());
    write(challenger, second.toString());
    String[] args = {
      champion.toString(), challenger.toString(), "--key=game", "--sequential", "--time=date"
    };
    JsonNode result = json(0, with(args, "--margin=0", "--json"));
    assertThat(names(result.get("sequential")))
        .containsExactly("metric", "lower", "upper", "estimate", "rows");
    assertThat(result.at("/sequential/metric").asText()).isEqualTo("brier");
    assertThat(result.at("/sequential/lower").asDouble()).isCloseTo(-0.002652, within(1e-6));
    assertThat(result.at("/sequential/upper").asDouble()).isCloseTo(-0.000615, within(1e-6));
    assertThat(result.at("/sequential/rows").asInt()).isEqualTo(25_165);
    assertThat(result.get("verdict").asText()).isEqualTo("non_inferior");
    JsonNode narrow = json(0, with(args, "--alpha=0.2", "--v-opt=40", "--json"));
    assertThat(narrow.at("/sequential/upper").asDouble())
        .isLessThan(result.at("/sequential/upper").asDouble());
    out.getBuffer().setLength(0);
    run(args);
    assertThat(out.toString()).contains("brier, compared after every row: -0.001633 [-0.002652");
  }

  @Test
  void fewRowsDecideNothingSequentially() {
    assertThat(run(champion.toString(), challenger.toString(), "--sequential")).isEqualTo(3);
    assertThat(out.toString()).contains("inconclusive (brier");
  }

  @Test
  void clusterAndTimeMustBeThereAndAgree() throws IOException {
    write(champion, "mint,label,prob,c,t\na,0,0.1,x,1\nb,1,0.9,y,noon\n");
    write(challenger, "mint,label,prob,c\na,0,0.1,x\nb,1,0.9,z\n");
    String[] args = {champion.toString(), challenger.toString()};
    assertThat(run(with(args, "--cluster=c"))).isEqualTo(4);
    assertThat(err.toString()).contains("challenger.csv: line 3: c differs from that of");
    assertThat(run(with(args, "--time=t"))).isEqualTo(4);
    assertThat(err.toString()).contains("line 3: t is neither a number nor a date (noon)");
    assertThat(run(with(args, "--time=when"))).isEqualTo(4);
    assertThat(err.toString()).contains("no column when among mint,label,prob,c,t");
    assertThat(run(with(args, "--sequential", "--metric=auc"))).isEqualTo(2);
    assertThat(run(with(args, "--alpha=1"))).isEqualTo(2);
    assertThat(run(with(args, "--v-opt=0"))).isEqualTo(2);
  }

  private static double width(JsonNode result) {
    return result.at("/difference/brier/upper").asDouble()
        - result.at("/difference/brier/lower").asDouble();
  }

  private static String minute(int second) {
    return String.format("%02d:%02dZ", second / 60, second % 60);
  }

  private static String[] with(String[] args, String... more) {
    return java.util.stream.Stream.of(args, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      int label = random.nextInt(2);
      lines.add("m" + i + "," + label + "," + (random.nextDouble() + label) / 2);
      others.add("m" + i + "," + label + "," + (random.nextDouble() + label) / 2);
    }
    write(champion, HEADER + String.join("\n", lines));
    write(challenger, HEADER + String.join("\n", others));
    run(champion.toString(), challenger.toString(), "--json");
    String first = out.toString();
    Collections.shuffle(others, random);
    write(challenger, HEADER + String.join("\r\n", others) + "\r\n");
    Collections.shuffle(lines, random);
    write(champion, "\uFEFF" + HEADER + String.join("\n", lines));
    out.getBuffer().setLength(0);
    run(champion.toString(), challenger.toString(), "--json");
    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void readsQuotedFieldsAndOtherColumnNames() throws IOException {
    String text = "p,\"the \"\"key\"\"\",y,note\n0.2,\"a,1\",0,\"two\nlines\"\n.8,b,1,\n";
    write(champion, text);
    write(challenger, text);
    assertThat(
            run(
                champion.toString(),
                challenger.toString(),
                "--key=the \"key\"",
                "--label=y",
                "--probability=p",
                "--metric=brier"))
        .isZero();
    assertThat(out.toString()).startsWith("2 rows, 1 positive\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,0,0.1;b,1,0.9;c,0,0.3|champion.csv: line 5: mint is missing from %s (d)",
        "a,0,0.1;b,1,0.9;e,0,0.3;f,1,0.7|line 4: mint is missing from %s, 1 more like it (c)",
        "a,0,0.1;b,1,0.9;c,0,0.3;d,1,0.7;b,1,0.9|line 6: mint is on line 3 already (b)",
        "a,0,0.1;b,1,0.9;c,1,0.3;d,1,0.7|line 4: label differs from that of",
        "a,2,0.1;b,1,0.9;c,0,0.3;d,1,0.7|line 2: label is neither 0 nor 1 (2)",
        "a,0,0.1;b,1,1.5;c,0,0.3;d,1,0.7|line 3: prob is outside [0, 1] (1.5)",
        "a,0,-0.1;b,1,0.9;c,0,0.3;d,1,0.7|line 2: prob is outside [0, 1] (-0.1)",
        "a,0,0.1;b,1,NaN;c,0,0.3;d,1,0.7|line 3: prob is not a number (NaN)",
        "a,0,0.1;b,1,1e999;c,0,0.3;d,1,0.7|line 3: prob is not a number (1e999)",
        "a,0,0.1;b,1,0x1p-1;c,0,0.3;d,1,0.7|line 3: prob is not a number (0x1p-1)",
        "a,0,0.1;b,1,;c,0,0.3;d,1,0.7|line 3: prob is empty ()",
        "a,0,0.1;b,1;c,0,0.3;d,1,0.7|line 3: 2 fields under 3 columns",
        "a,0,0.1;\"b,1,0.9;c,0,0.3;d,1,0.7|line 3: Unclosed quoted field at end of input",
        "a,0,0.1;\"b\"x,1,0.9;c,0,0.3;d,1,0.7|line 3: Unexpected character after closing quote:"
            + " 'x'",
        "''|has a header and no rows"
      })
  void namesFileLineFieldAndValueOfBadRows(String rows, String message) throws IOException {
    write(challenger, HEADER + rows.replace(';', '\n'));
    assertThat(run(champion.toString(), challenger.toString())).isEqualTo(4);
    assertThat(err.toString())
        .contains("challenger.csv")
        .contains(message.replace("%s", challenger.toString()))
        .contains("remedy: ");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesFilesThatAreNone() throws IOException {
    expectInput("no such file: " + folder.resolve("none.csv"), folder.resolve("none.csv"));
    expectInput("is a directory", folder);
    write(challenger, "");
    expectInput("is empty", challenger);
    write(challenger, "mint;label;prob\na;0;0.1\n");
    expectInput("line 1: no column mint among mint;label;prob", challenger);
    write(challenger, "mint,label,label\n");
    expectInput("line 1: two columns are named label", challenger);
    Files.write(challenger, new byte[] {'m', (byte) 0xff, '\n'});
    expectInput("is not UTF-8", challenger);
  }

  @Test
  void aNegativeMarginIsAUsageError() {
    assertThat(run(champion.toString(), challenger.toString(), "--margin=-0.1")).isEqualTo(2);
    assertThat(err.toString()).contains("'--margin': not a number from 0 up: -0.1");
    assertThat(run(champion.toString(), challenger.toString(), "--metric=f1")).isEqualTo(2);
    assertThat(run(champion.toString())).isEqualTo(2);
  }

  private void expectInput(String message, Path file) {
    err.getBuffer().setLength(0);
    assertThat(run(champion.toString(), file.toString())).isEqualTo(4);
    assertThat(err.toString()).contains(message).contains("remedy: ");
  }

  private JsonNode json(int exit, String... args) {
    out.getBuffer().setLength(0);
    assertThat(run(args)).as(err.toString()).isEqualTo(exit);
    return JsonReference.check(Json.read(out.toString()));
  }

  @SuppressWarnings("auxiliaryclass")
  private int run(String... args) {
    return Cli.execute(new CompareCommand(), new PrintWriter(out), new PrintWriter(err), args);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Path published(String name) {
    String data = System.getenv().getOrDefault("RATCHET_TEST_DATA", "../shared/data");
    Path file = Path.of(data).resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }
}
