package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import ratchet.cli.Annotation;
import ratchet.cli.promotion.PromotionReportFiles;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

class PromotionReportFilesTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private PromoteReport report;

  @BeforeEach
  void oneGoodOneRefusedOneMissing() {
    bed = new PromotionFixture(directory);
    bed.candidate(ModelName.FILLNET, PromotionFixture.good(ModelName.FILLNET));
    bed.candidate(ModelName.ALPHA, PromotionFixture.good(ModelName.ALPHA).metric("auc_10m", 0.62));
    report = bed.promote(ModelName.FILLNET, ModelName.ALPHA, ModelName.RUGGUARD);
  }

  @Test
  void writesGaugesThatSayWhatHappened() {
    String text = MetricsFile.of(report);
    assertThat(text.lines())
        .contains(
            "promote_outcome{model=\"fillnet\",outcome=\"ok\"} 1.0",
            "promote_outcome{model=\"fillnet\",outcome=\"skipped\"} 0.0",
            "promote_outcome{model=\"alpha\",outcome=\"skipped\"} 1.0",
            "promote_outcome{model=\"rugguard\",outcome=\"skipped\"} 1.0",
            "promote_gate_measured{model=\"alpha\",gate=\"auc_10m\"} 0.62",
            "promote_gate_required{model=\"alpha\",gate=\"auc_10m\"} 0.7",
            "promote_gate_passed{model=\"alpha\",gate=\"auc_10m\"} 0.0",
            "promote_gate_measured{model=\"fillnet\",gate=\"slip_mape\"} 0.18");
    // Each family is described once and its samples stand together, or the collector drops it.
    assertThat(text.lines().filter(line -> line.startsWith("# HELP"))).doesNotHaveDuplicates();
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE"))).hasSize(4);
    assertThat(text.lines().filter(line -> !line.startsWith("#"))).doesNotHaveDuplicates();
    assertThat(text).endsWith("\n").doesNotContain("NaN");
  }

  @Test
  void writesAJunitReportThatParses() throws Exception {
    bed.candidate(ModelName.SURVIVAL, PromotionFixture.good(ModelName.SURVIVAL));
    bed.hooks.add(
        (model, files) ->
            new HookResult(
                "backtest",
                HookState.FAILED,
                OptionalInt.of(1),
                "\u001b[31m<no>\u001b[0m & \"quoted\"",
                0.1));
    PromoteReport refusedByHook = bed.promote(ModelName.SURVIVAL);
    Element survival = suite(refusedByHook, 0);
    assertThat(survival.getAttribute("failures")).isEqualTo("1");
    assertThat(failure(testcase(survival, "gate backtest")))
        .isEqualTo(
            "backtest_failed(1): backtest: failed, required is passed ?[31m<no>?[0m & \"quoted\"");

    Element fillnet = suite(report, 0);
    assertThat(fillnet.getAttribute("name")).isEqualTo("promote.fillnet");
    assertThat(fillnet.getAttribute("failures")).isEqualTo("0");
    assertThat(testcase(fillnet, "gate improvement").getElementsByTagName("failure").getLength())
        .isZero();

    Element alpha = suite(report, 1);
    assertThat(alpha.getAttribute("failures")).isEqualTo("1");
    assertThat(alpha.getAttribute("tests"))
        .isEqualTo(Integer.toString(alpha.getElementsByTagName("testcase").getLength()));
    assertThat(failure(testcase(alpha, "gate auc_10m")))
        .isEqualTo("auc_10m_too_low(0.62): auc_10m: 0.62, required >= 0.7");

    Element rugguard = suite(report, 2);
    assertThat(failure(testcase(rugguard, "candidate"))).contains("there is no candidate");
  }

  /** What a hook prints to look like something else: a terminal's, a runner's, a parser's words. */
  private static final String FORGED =
      "\u001b]0;x\u0007 ]]></failure><testcase/> \ud800 \u0000 \u009b \u202e %0A::error::z"
          + "\r\n::error::w\u2028::error::v\n##[error]u\nPROMOTE fillnet=ok %0A::error::t";

  private PromoteReport refusedByAForger() {
    bed.candidate(ModelName.SURVIVAL, PromotionFixture.good(ModelName.SURVIVAL));
    bed.hooks.add(
        (model, files) ->
            new HookResult("backtest", HookState.FAILED, OptionalInt.of(1), FORGED, 0.1));
    return bed.promote(ModelName.SURVIVAL);
  }

  @Test
  void noOutputOfAHookBreaksOutOfAJunitReport() throws Exception {
    PromoteReport forged = refusedByAForger();
    assertThat(JunitReport.of(forged)).doesNotContainPattern("[\\p{Cc}\\u202e&&[^\\n]]");
    Element survival = suite(forged, 0);
    assertThat(survival.getElementsByTagName("failure").getLength()).isEqualTo(1);
    assertThat(survival.getAttribute("tests"))
        .isEqualTo(Integer.toString(survival.getElementsByTagName("testcase").getLength()));
    assertThat(failure(testcase(survival, "gate backtest")))
        .contains("?]0;x? ]]></failure><testcase/> ? ? ? ? %0A::error::z");
  }

  @Test
  void noOutputOfAHookIsACommandToTheRunner() {
    assertThat(
            PromotionReportFiles.annotations(refusedByAForger()).stream()
                .map(Annotation::line)
                .toList())
        .singleElement()
        .asString()
        .startsWith("::error title=promote survival::PROMOTE survival=skipped reason=")
        .endsWith(", its output ends in: PROMOTE fillnet=ok %250A::error::t")
        .doesNotContainPattern("[\\p{Cc}\\u202e]");
  }

  @Test
  void annotatesAWorkflowRun() {
    List<String> lines =
        PromotionReportFiles.annotations(report).stream().map(Annotation::line).toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("::notice title=promote fillnet::PROMOTE fillnet=ok reason=slip_mape=0.18");
    assertThat(lines.get(1))
        .isEqualTo(
            "::error title=promote alpha::PROMOTE alpha=skipped reason=auc_10m_too_low(0.62)"
                + "%0Aalpha: refused by auc_10m: 0.62, required >= 0.7");
    assertThat(lines).allMatch(line -> line.lines().count() == 1);
  }

  private static Element suite(PromoteReport report, int index) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(JunitReport.of(report))));
    return (Element) document.getElementsByTagName("testsuite").item(index);
  }

  private static Element testcase(Element suite, String name) {
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      if (one.getAttribute("name").equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no test case " + name);
  }

  private static String failure(Element testcase) {
    return ((Element) testcase.getElementsByTagName("failure").item(0)).getAttribute("message");
  }
}
