import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ratchet.gate.GateCandidates;
import ratchet.model.ModelName;
import ratchet.reference.MetricsReference;

/** The file of gauges after every way in which a run can end that a command knows. */
@Timeout(120)
class RunRecordTest extends GaugesFolder {
  @Test
  void tellsASuccessAndHandsItsTimeOnThroughEveryFailure() throws IOException {
    assertThat(promote()).isZero();
    assertThat(outcome()).isEqualTo("done");
    assertThat(success()).isEqualTo(value("promote_last_run_timestamp_seconds")).isPositive();
    String earlier =
        Files.readString(gauges).replaceAll("(success_timestamp_seconds) \\d+", "$1 1700000000");
    for (String[] failing :
        new String[][] {
          {"refused", "3"},
          {"input", "4", "--gates", folder.resolve("none.json").toString()},
          {"usage", "2", "--alias", "alpha=" + folder.resolve(ModelName.ALPHA.candidateFile())},
          {"usage", "2", "--unknown"},
          {"usage", "2", "--lock-timeout", "soon"}
        }) {
      Files.writeString(gauges, earlier);
      candidate(
          GateCandidates.good(ModelName.ALPHA, Instant.now()).weight(0.2).metric("auc_10m", 0.6));
      String[] more = List.of(failing).subList(2, failing.length).toArray(String[]::new);
      assertThat(promote(more)).isEqualTo(Integer.parseInt(failing[1]));
      assertThat(outcome()).isEqualTo(failing[0]);
      assertThat(success()).isEqualTo(1_700_000_000L);
    }
  }

  @Test
  void keepsNoFigureOfARunThatIsOver() throws IOException {
    assertThat(promote()).isZero();
    assertThat(gauges).content().contains("promote_outcome{model=\"alpha\",outcome=\"ok\"} 1");
    assertThat(promote("--gates", folder.resolve("none.json").toString())).isEqualTo(4);
    assertThat(gauges)
        .content()
        .doesNotContain("promote_outcome{")
        .contains("promote_refusals_in_a_row{model=\"alpha\"} 0");
  }

  @Test
  void findsTheNameAlsoBehindTheWordThatCouldNotBeRead() throws IOException {
    List<String> all = new ArrayList<>(List.of("--lock-timeout", "soon"));
    all.addAll(arguments());
    assertThat(CommandRun.of(new PromoteCommand(), all.toArray(String[]::new)).exit()).isEqualTo(2);
    assertThat(outcome()).isEqualTo("usage");
  }

  @Test
  void aMistypedNameCostsNoModel() throws IOException {
    assertThat(promote()).isZero();
    Path alias = folder.resolve("alpha_ranker.json");
    byte[] live = Files.readAllBytes(alias);
    assertThat(promote("--metrics-file", alias.toString(), "--unknown")).isEqualTo(2);
    assertThat(promote("--metrics-file", alias.toString())).isIn(2, 4);
    assertThat(alias).hasBinaryContent(live);
    for (String name : List.of("fillnet.json", "ledger")) {
      gauges = folder.resolve(name);
      assertThat(promote("--unknown")).isEqualTo(2);
      assertThat(gauges).doesNotExist();
    }
  }

  @Test
  void tellsHoldsAndRefusalsOfEveryModel() throws IOException {
    assertThat(promote()).isZero();
    CommandRun hold =
        CommandRun.of(
            new HoldCommand(), "fillnet", "--reason", "x", "--models-dir", folder.toString());
    assertThat(hold.exit()).isZero();
    for (double auc : new double[] {0.6, 0.61}) {
      candidate(
          GateCandidates.good(ModelName.ALPHA, Instant.now()).weight(auc).metric("auc_10m", auc));
      assertThat(promote()).isEqualTo(3);
    }
    assertThat(gauges)
        .content()
        .contains(
            "promote_refusals_in_a_row{model=\"alpha\"} 2",
            "promote_refused_since_timestamp_seconds{model=\"alpha\"} ",
            "promote_on_hold{model=\"fillnet\"} 1",
            "promote_on_hold{model=\"alpha\"} 0",
            "promote_live_created_timestamp_seconds{model=\"alpha\"} ");
    assertThat(MetricsReference.written(Files.readString(gauges)))
        .isEqualTo(MetricsReference.documented("Of `promote`"));
  }

  @Test
  void aDryRunAndAnExplanationLeaveTheLastRunAlone() throws IOException {
    assertThat(promote()).isZero();
    byte[] before = Files.readAllBytes(gauges);
    assertThat(promote("--dry-run")).isZero();
    assertThat(promote("--explain-gates")).isZero();
    assertThat(promote("--help")).isZero();
    assertThat(promote("--dry-run", "--unknown")).isEqualTo(2);
    assertThat(gauges).hasBinaryContent(before);
  }

  @Test
  void watchTellsItsEndToo() throws IOException {
    Path file = folder.resolve("watch.prom");
    for (String[] run :
        new String[][] {
          {"usage", "--unknown"},
          {"input", "--sign-key", folder.resolve("no.pem").toString()},
          {"done"}
        }) {
      List<String> all =
          new ArrayList<>(List.of("--once", "--models-dir", folder.toString(), "--metrics-file"));
      all.add(file.toString());
      all.addAll(List.of("--db", logs.resolve("empty.db").toString()));
      all.addAll(List.of(run).subList(1, run.length));
      CommandRun.of(new WatchCommand(), all.toArray(String[]::new));
      assertThat(file).content().contains("watch_last_run_outcome{outcome=\"" + run[0] + "\"} 1\n");
    }
    assertThat(file).content().contains("watch_state{model=\"alpha\",state=\"not_watched\"} 1");
    // nothing was compared, so that those two families have no sample here
    assertThat(MetricsReference.written(Files.readString(file)))
        .map(metric -> metric.replaceFirst("^(watch_outcomes|watch_difference)\\{.*}", "$1{}"))
        .containsExactlyInAnyOrderElementsOf(
            MetricsReference.documented("Of `watch`").stream()
                .map(
                    metric ->
                        metric.replaceFirst("^(watch_outcomes|watch_difference)\\{.*}", "$1{}"))
                .toList());
  }
}
