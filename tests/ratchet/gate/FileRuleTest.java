package ratchet.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.features.LoadedModel;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.model.Json;
import ratchet.model.ModelFile;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;

/** The rules structure and golden_score. */
class FileRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final GateRules BOOK = GateRules.standard();

  @ParameterizedTest
  @EnumSource
  void aFileThatLoadsSatisfiesBoth(ModelName model) {
    List<Check> checks = BOOK.evaluate(evidence(good(model).loaded())).checks();
    assertThat(checks.get(0).sentence()).isEqualTo("structure: sound, required is sound");
    assertThat(checks.get(1).sentence()).isEqualTo("golden_score: 0, required <= 0.000000001");
    assertThat(checks.subList(0, 2)).allMatch(Check::passed);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"wFill\" : [ 0.1,', '\"wFill\" : [ \"0.1\",', wFill[0]",
    "'\"wFill\" : [ 0.1,', '\"wFill\" : [',          wFill",
    "'\"golden_scores\" : [', '\"golden_scores\" : [ 1.0,', golden_scores",
    "'{',                  '[',                      not_valid_JSON",
  })
  void theStructureRuleNamesTheWrongField(String from, String to, String field) {
    List<Check> checks = BOOK.malformed(ModelName.FILLNET, found(from, to));
    assertThat(checks)
        .singleElement()
        .returns("structure", Check::name)
        .returns(false, Check::passed)
        .returns(new Measurement.Text(field), Check::measured)
        .returns("candidate_malformed(" + field + ")", Check::reason);
  }

  @Test
  void theGoldenScoreRuleTellsHowFarTheScoreIs() {
    List<Check> checks =
        BOOK.malformed(ModelName.FILLNET, found("\"wFill\" : [ 0.1,", "\"wFill\" : [ 0.4,"));
    assertThat(checks).extracting(Check::name).containsExactly("structure", "golden_score");
    assertThat(checks).extracting(Check::passed).containsExactly(true, false);
    Check golden = checks.get(1);
    assertThat(golden.reason()).isEqualTo("candidate_malformed(golden_scores[0])");
    assertThat(((Measurement.Number) golden.measured()).value()).isBetween(0.01, 0.1);
    assertThat(golden.required()).isEqualTo(new Measurement.Number(1e-9));
  }

  @Test
  void aBookMayAskForGoldenScores() {
    ModelFile file = good(ModelName.RUGGUARD).file();
    byte[] without = ModelWriter.write(file.withHeader(file.header().withGoldenScores(List.of())));
    LoadedModel loaded = LoadedModel.load(ModelName.RUGGUARD, without);
    assertThat(BOOK.evaluate(evidence(loaded))).isInstanceOf(Verdict.Passed.class);
    String gateRules = Json.line(BOOK.json());
    String strict =
        gateRules.replace(
            "\"name\":\"golden_score\",\"when_present\":true", "\"name\":\"golden_score\"");
    Verdict verdict =
        GateRules.parse("strict.json", strict.getBytes(UTF_8)).evaluate(evidence(loaded));
    assertThat(verdict.reason()).isEqualTo("missing_golden_scores");
  }

  /** The file is refused all the same, under the standard reason. */
  @Test
  void aBookWithoutTheseRulesIsNoHole() {
    JsonNode json = BOOK.json();
    for (JsonNode rules : json.get("models")) {
      ((ArrayNode) rules).remove(1);
      ((ArrayNode) rules).remove(0);
    }
    String silent = Json.line(json);
    assertThat(silent).doesNotContain("structure", "golden_score");
    GateRules gateRules = GateRules.parse("silent.json", silent.getBytes(UTF_8));
    assertThat(gateRules.malformed(ModelName.FILLNET, found("{", "[")))
        .singleElement()
        .returns("candidate_malformed(not_valid_JSON)", Check::reason);
  }

  private static ModelFormatException found(String from, String to) {
    String text = new String(good(ModelName.FILLNET).bytes(), UTF_8);
    String wrong = text.replace(from, to);
    assertThat(wrong).isNotEqualTo(text);
    return catchThrowableOfType(
        ModelFormatException.class,
        () -> LoadedModel.load(ModelName.FILLNET, wrong.getBytes(UTF_8)));
  }

  private static Evidence evidence(LoadedModel loaded) {
    return new Evidence(loaded, MetricLookup.of(loaded.file().header()), Optional.empty(), NOW)
        .with(Evidence.Leniency.ON_PAPER);
  }

  private static GateCandidates good(ModelName model) {
    return GateCandidates.good(model, NOW.minus(Duration.ofDays(1)));
  }
}
