package ratchet.model;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelReaderTest {
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void readsWhatTheWriterWrites(ModelName name) {
    ModelFile model = ModelSamples.of(name);
    assertThat(ModelReader.read(name, ModelWriter.write(model))).isEqualTo(model);
  }

  @Test
  void refusesAnEmptyFile() {
    refuses(new byte[0], "file", "is empty");
    refuses(" \n".getBytes(UTF_8), "file", "is empty");
  }

  /** A file that was cut off anywhere is never taken for a whole one. */
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void refusesEveryTruncation(ModelName name) {
    byte[] whole = ModelSamples.text(name).strip().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(ModelFormatException.class)
          .as("first %d bytes", length)
          .isThrownBy(() -> ModelReader.read(name, part));
    }
  }

  @Test
  void refusesWhatIsNotJson() {
    refuses("<html>502</html>".getBytes(UTF_8), "file", "is not valid JSON");
    refuses("[1, 2]".getBytes(UTF_8), "file", "is not a JSON object");
    refuses("null".getBytes(UTF_8), "file", "is not a JSON object");
  }

  @Test
  void refusesAnythingAfterTheDocument() {
    refuses((fillNet() + "{}").getBytes(UTF_8), "file", "is not valid JSON");
  }

  @Test
  void refusesDuplicateKeys() {
    refuses(
        fillNet()
            .replaceFirst("\"status\"", "\"status\" : \"no_data\", \"status\"")
            .getBytes(UTF_8),
        "file",
        "Duplicate field 'status'");
  }

  @Test
  void refusesOtherEncodings() {
    refuses(fillNet().getBytes(UTF_16), "file", "is not UTF-8");
    refuses(("\uFEFF" + fillNet()).getBytes(UTF_8), "file", "is not valid JSON");
  }

  @Test
  void refusesAFileLargerThanSixteenMebibytes() {
    byte[] padded = Arrays.copyOf(fillNet().getBytes(UTF_8), ModelReader.MAX_BYTES + 1);
    refuses(padded, "file", "is larger than 16 MiB (16777217 bytes)");
  }

  @Test
  void readsAFileOfExactlySixteenMebibytes() {
    byte[] own = fillNet().getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(own, ModelReader.MAX_BYTES);
    Arrays.fill(padded, own.length, padded.length, (byte) ' ');
    assertThat(ModelReader.read(ModelName.FILLNET, padded))
        .isEqualTo(ModelSamples.of(ModelName.FILLNET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NaN       | file     | is not valid JSON",
        "Infinity  | file     | is not valid JSON",
        "1e999     | wFill[0] | is not a finite number",
        "-1e999    | wFill[0] | is not a finite number",
        "\"0.125\" | wFill[0] | is not a number",
        "null      | wFill[0] | is not a number",
        "true      | wFill[0] | is not a number",
        "[0.125]   | wFill[0] | is not a number"
      })
  void refusesAWeightThatIsNoFiniteNumber(String weight, String field, String problem) {
    String text =
        fillNet()
            .replaceFirst("\"wFill\" : \\[ 0.125", "\"wFill\" : [ " + weight.replace("\\", ""));
    assertThat(text).contains(weight);
    refuses(text.getBytes(UTF_8), field, problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 2    | \"version\" : 3                 | version     | is 3, but fillnet has"
            + " version 2",
        "\"version\" : 2    | \"version\" : 2.5               | version     | is not a count",
        "\"version\" : 2,   | ''                              | version     | is missing",
        "2026-01-31T12:00:00Z | yesterday                     | created     | is not an ISO-8601"
            + " UTC time",
        "\"status\" : \"ok\" | \"status\" : 1                 | status      | is not a text",
        "\"train_size\" : 800 | \"train_size\" : -1           | train_size  | is not a count",
        "\"brier\" : 0.1875 | \"brier\" : \"low\"             | metrics.brier | is not a number",
        "\"wSlip\"          | \"wSlop\"                       | wSlip       | is missing",
        "\"l2\" : 0.001     | \"l2\" : 1e999                  | provenance.hyper_parameters.l2 | is"
            + " not a finite number"
      })
  void namesTheWrongField(String from, String to, String field, String problem) {
    String text = fillNet();
    assertThat(text).contains(from);
    refuses(text.replace(from, to).getBytes(UTF_8), field, problem);
  }

  @ParameterizedTest
  @CsvSource({
    "ALPHA,FILLNET,'is a fillnet model, not an alpha model'",
    "FILLNET,ALPHA,'is an alpha model, not a fillnet model'",
    "RUGGUARD,SURVIVAL,'is a survival model, not a rugguard model'",
    "SURVIVAL,RUGGUARD,'is a rugguard model, not a survival model'",
    "FILLNET,RUGGUARD,'is a rugguard model, not a fillnet model'"
  })
  void refusesAnotherModelsFile(ModelName expected, ModelName found, String message) {
    byte[] content = ModelSamples.text(found).getBytes(UTF_8);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelReader.read(expected, content))
        .withMessage(message)
        .satisfies(e -> assertThat(e.in("x.json").getMessage()).isEqualTo("x.json " + message));
  }

  @Test
  void refusesAHorizonThatNobodyServes() {
    String text = ModelSamples.text(ModelName.ALPHA).replace("\"10m\"", "\"5m\"");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelReader.read(ModelName.ALPHA, text.getBytes(UTF_8)))
        .withMessageContaining("models.5m: is not a horizon");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.2", "1.5"})
  void refusesARugThresholdOutsideTheOpenUnit(String threshold) {
    String text =
        ModelSamples.text(ModelName.RUGGUARD)
            .replace("\"threshold\" : 0.5", "\"threshold\" : " + threshold);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelReader.read(ModelName.RUGGUARD, text.getBytes(UTF_8)))
        .withMessageContaining("threshold: is not between 0 and 1");
  }

  @Test
  void refusesATrailThatIsTighterThanItsWidest() {
    String text =
        ModelSamples.text(ModelName.SURVIVAL)
            .replace("\"minTrailBps\" : 40.0", "\"minTrailBps\" : 401.0");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelReader.read(ModelName.SURVIVAL, text.getBytes(UTF_8)))
        .withMessageContaining("params.minTrailBps: is above maxTrailBps (401.0 > 400.0)");
  }

  /** What the services' other trainers write: our own fields are not there, theirs are ignored. */
  @Test
  void readsAFileWithoutOurFields() {
    String text =
        """
        {"version": 2, "created": "2026-01-31T12:00:00Z", "status": "ok",
         "features": ["intercept"], "weights": [0.5], "threshold": 0.6, "library": "other"}
        """;
    ModelFile read = ModelReader.read(ModelName.RUGGUARD, text.getBytes(UTF_8));
    assertThat(read.header().provenance()).isEmpty();
    assertThat(read.header().goldenScores()).isEmpty();
    assertThat(read.header().metrics()).isEqualTo(Metrics.NONE);
  }

  @Test
  void tellsOfWhichFileItSpeaks() {
    ModelFormatException failure = new ModelFormatException("wFill[3]", "is not a number");
    assertThat(failure.in("models/fillnet.json"))
        .hasMessage("models/fillnet.json: wFill[3]: is not a number")
        .isInstanceOf(InputException.class);
  }

  private static String fillNet() {
    return ModelSamples.text(ModelName.FILLNET).strip();
  }

  private static void refuses(byte[] content, String field, String problem) {
    ModelFormatException failure =
        catchThrowableOfType(
            ModelFormatException.class, () -> ModelReader.read(ModelName.FILLNET, content));
    assertThat(failure).isNotNull();
    assertThat(failure.field()).isEqualTo(field);
    assertThat(failure.problem()).contains(problem);
    assertThat(failure.remedy()).isNotBlank();
  }
}
