package ratchet.promote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ratchet.gate.GateCandidates;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;

/**
 * Everything that may be wrong with a candidate, over a champion that is live: refused with its
 * reason, and the alias keeps every byte.
 */
class PromotionBadCandidateTest {
  @TempDir Path directory;

  static Stream<Arguments> malformed() {
    List<Arguments> rows = new ArrayList<>();
    ModelName f = ModelName.FILLNET;
    ModelName a = ModelName.ALPHA;
    ModelName r = ModelName.RUGGUARD;
    ModelName s = ModelName.SURVIVAL;
    rows.add(bytes(f, "", "candidate_malformed(empty)"));
    rows.add(bytes(f, "   \n", "candidate_malformed(empty)"));
    rows.add(bytes(f, "no json", "candidate_malformed(not_valid_JSON)"));
    rows.add(bytes(f, "[]", "candidate_malformed(not_a_JSON_object)"));
    rows.add(bytes(f, "null", "candidate_malformed(not_a_JSON_object)"));
    rows.add(edit(f, t -> t.substring(0, t.length() / 2), "candidate_malformed(not_valid_JSON)"));
    rows.add(edit(f, t -> t + "{}", "candidate_malformed(not_valid_JSON)"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\\{", "{ \"status\": \"ok\","),
            "candidate_malformed(not_valid_JSON)"));
    rows.add(edit(f, t -> t.replace("0.18", "NaN"), "candidate_malformed(not_valid_JSON)"));
    rows.add(edit(f, t -> t.replace("0.18", "\"NaN\""), "candidate_malformed(metrics.slip_mape)"));
    rows.add(edit(f, t -> t.replace("0.18", "1e999"), "candidate_malformed(metrics.slip_mape)"));
    rows.add(edit(f, t -> t.replace("0.18", "Infinity"), "candidate_malformed(not_valid_JSON)"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wFill\": \\[ 0.1", "\"wFill\": [ 1e999"),
            "candidate_malformed(wFill[0])"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wSlip\": \\[ 0.1", "\"wSlip\": [ \"0.1\""),
            "candidate_malformed(wSlip[0])"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wTime\": \\[ 0.1", "\"wTime\": [ null"),
            "candidate_malformed(wTime[0])"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wTime\": \\[ 0.1,", "\"wTime\": ["),
            "candidate_malformed(wTime)"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wFill\": \\[ 0.1", "\"wFill\": [ 0.1, 0.1"),
            "candidate_malformed(wFill)"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"wFill\": \\[ 0.1", "\"wFill\": [ 0.4"),
            "candidate_malformed(golden_scores[0])"));
    rows.add(edit(f, t -> t.replace("wFill", "wFil"), "candidate_malformed(wFill)"));
    rows.add(
        edit(
            f,
            t -> t.replace("sDepth", "tmp").replace("sCong", "sDepth").replace("tmp", "sCong"),
            "candidate_malformed(features)"));
    rows.add(edit(f, t -> t.replace("\"sDepth\", ", ""), "candidate_malformed(features)"));
    rows.add(edit(f, t -> t.replace("\"version\": 2", "\"version\": 1"), version()));
    rows.add(edit(f, t -> t.replace("\"version\": 2", "\"version\": \"2\""), version()));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"created\": \"[^\"]*\"", "\"created\": \"yesterday\""),
            "candidate_malformed(created)"));
    rows.add(
        edit(
            f,
            t -> t.replaceFirst("\"status\": \"ok\"", "\"status\": 1"),
            "candidate_malformed(status)"));
    rows.add(other(f, a, "candidate_malformed(an_alpha_model)"));
    rows.add(other(a, f, "candidate_malformed(a_fillnet_model)"));
    rows.add(other(r, s, "candidate_malformed(a_survival_model)"));
    rows.add(other(s, r, "candidate_malformed(a_rugguard_model)"));
    rows.add(edit(a, t -> t.replace("\"60m\"", "\"61m\""), "candidate_malformed(models.61m)"));
    rows.add(
        edit(
            a,
            t -> t.replaceFirst("\"weights\": \\[ 0.1,", "\"weights\": ["),
            "candidate_malformed(models.10m.weights)"));
    rows.add(
        edit(
            r,
            t -> t.replaceFirst("\"threshold\": 0.5", "\"threshold\": 1.5"),
            "candidate_malformed(threshold)"));
    rows.add(
        edit(
            r,
            t -> t.replaceFirst("\"train_size\": 900", "\"train_size\": -900"),
            "candidate_malformed(train_size)"));
    rows.add(
        edit(
            s,
            t -> t.replaceFirst("\"minTrailBps\": 60.0", "\"minTrailBps\": 600.0"),
            "candidate_malformed(params.minTrailBps)"));
    byte[] notUtf8 = PromotionFixture.good(s).bytes();
    notUtf8[notUtf8.length / 2] = (byte) 0xff;
    rows.add(Arguments.of(s, notUtf8, "candidate_malformed(not_UTF-8)"));
    rows.add(
        Arguments.of(s, new byte[16 * 1024 * 1024 + 1], "candidate_malformed(larger_than_16_MiB)"));
    return rows.stream();
  }

  static Stream<Arguments> refused() {
    Duration day = Duration.ofDays(1);
    ModelName f = ModelName.FILLNET;
    ModelName a = ModelName.ALPHA;
    ModelName r = ModelName.RUGGUARD;
    ModelName s = ModelName.SURVIVAL;
    return Stream.of(
        no(f, c -> c.status("degraded"), "candidate_status_degraded"),
        no(a, c -> c.status("no_data"), "candidate_status_no_data"),
        no(r, c -> c.status("insufficient_samples"), "candidate_status_insufficient_samples"),
        no(s, c -> c.status("excellent"), "candidate_status_excellent"),
        no(f, c -> c.metric("train_size_fill", 199), "insufficient_train_samples(199)"),
        no(f, c -> c.without("train_size_fill"), "insufficient_train_samples(missing)"),
        no(f, c -> c.without("brier"), "missing_brier_metric"),
        no(f, c -> c.metric("brier", 0.206), "metrics_not_improved"),
        no(f, c -> c.metric("slip_mape", 0.31), "metrics_not_improved"),
        no(f, c -> c.without("slip_mape"), "metrics_not_improved"),
        no(a, c -> c.metric("train_size_10m", 12), "insufficient_train_samples(12)"),
        no(a, c -> c.metric("auc_10m", 0.6999), "auc_10m_too_low(0.6999)"),
        no(a, c -> c.metric("auc_10m", 0.21), "auc_10m_too_low(0.21)"),
        no(a, c -> c.without("auc_10m"), "missing_auc_10m_metric"),
        no(a, c -> c.metric("precision_at_50_60m", 0.4), "precision_at_50_60m_too_low(0.4)"),
        no(r, c -> c.size("train_size", 0), "insufficient_train_samples(0)"),
        no(r, c -> c.without("train_size"), "insufficient_train_samples(missing)"),
        no(r, c -> c.metric("auc", 0.64), "auc_too_low(0.64)"),
        no(r, c -> c.metric("f1", 0.39), "f1_too_low(0.39)"),
        no(s, c -> c.size("sample_size", 99), "insufficient_samples(99)"),
        no(s, c -> c.without("sample_size"), "insufficient_samples(missing)"),
        no(
            s,
            c -> c.created(PromotionFixture.NOW.plus(day)),
            "candidate_created_in_future(86400s)"),
        no(
            a,
            c -> c.created(PromotionFixture.NOW.minus(day.multipliedBy(15))),
            "candidate_too_old(1296000s)"));
  }

  @ParameterizedTest(name = "[{index}] {0} {2}")
  @MethodSource("malformed")
  void refusesWhatIsNoModel(ModelName model, byte[] content, String reason) throws Exception {
    RatchetException failure = refuse(model, content, reason);
    assertThat(failure).isInstanceOf(InputException.class);
    assertThat(failure.getMessage()).contains(model.candidateFile());
    assertThat(failure.remedy()).isNotBlank();
  }

  @ParameterizedTest(name = "[{index}] {0} {2}")
  @MethodSource("refused")
  void refusesWhatIsNotGoodEnough(ModelName model, byte[] content, String reason) throws Exception {
    assertThat(refuse(model, content, reason)).isInstanceOf(RefusalException.class);
  }

  @Test
  void refusesWhatIsNotThereOrNoFile() throws Exception {
    PromotionFixture bed = new PromotionFixture(directory);
    assertThat(bed.promote(ModelName.ALPHA).lines())
        .containsExactly("PROMOTE alpha=skipped reason=candidate_missing");
    Files.createDirectory(bed.paths().candidate(ModelName.ALPHA));
    assertThat(bed.promote(ModelName.ALPHA).lines())
        .containsExactly("PROMOTE alpha=skipped reason=candidate_unreadable");
  }

  @Test
  void writesNothingAtAllWhenNoCandidateCanBeJudged() {
    PromotionFixture bed = new PromotionFixture(directory);
    bed.candidate(ModelName.ALPHA, "{".getBytes(UTF_8));
    Map<String, String> before = bed.snapshot();
    PromoteReport report = bed.promote();
    assertThat(bed.snapshot()).isEqualTo(before);
    assertThat(report.failures()).hasSize(4).allMatch(InputException.class::isInstance);
    Path nowhere = directory.resolve("nowhere");
    assertThat(new PromotionFixture(nowhere).promote().failures()).hasSize(4);
    assertThat(nowhere).doesNotExist();
  }

  /** Refuses it over a champion with a predecessor, and then goes back to that one. */
  private RatchetException refuse(ModelName model, byte[] content, String reason) throws Exception {
    PromotionFixture bed = new PromotionFixture(directory);
    byte[] former = PromotionFixture.good(model).weight(0.04).bytes();
    byte[] champion = PromotionFixture.good(model).weight(0.05).bytes();
    for (byte[] good : List.of(former, champion)) {
      bed.candidate(model, good);
      assertThat(bed.promote(model).failures()).isEmpty();
    }
    bed.asked.clear();
    bed.candidate(model, content);
    PromoteReport report = bed.promote(model);
    assertThat(report.lines())
        .containsExactly("PROMOTE " + model.id() + "=skipped reason=" + reason);
    assertThat(Files.readAllBytes(bed.paths().alias(model))).isEqualTo(champion);
    assertThat(bed.asked).isEmpty();
    assertThat(report.failures()).hasSize(1);
    assertThat(report.outcomes().get(0).gates())
        .as("a rule of the book says so")
        .anyMatch(check -> !check.passed() && check.reason().equals(reason));
    bed.assertRollbackRestores(model, former);
    return report.failures().get(0);
  }

  private static String version() {
    return "candidate_malformed(version)";
  }

  private static Arguments bytes(ModelName model, String content, String reason) {
    return Arguments.of(model, content.getBytes(UTF_8), reason);
  }

  private static Arguments other(ModelName model, ModelName content, String reason) {
    return Arguments.of(model, PromotionFixture.good(content).bytes(), reason);
  }

  private static Arguments edit(ModelName model, UnaryOperator<String> change, String reason) {
    String before =
        new String(PromotionFixture.good(model).bytes(), UTF_8).replace("\" : ", "\": ");
    String after = change.apply(before);
    if (after.equals(before)) {
      throw new AssertionError("the row of " + reason + " changes nothing");
    }
    return Arguments.of(model, after.getBytes(UTF_8), reason);
  }

  private static Arguments no(
      ModelName model, UnaryOperator<GateCandidates> change, String reason) {
    return Arguments.of(model, change.apply(PromotionFixture.good(model)).bytes(), reason);
  }
}
