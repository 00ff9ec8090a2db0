package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonInputsTest {
  private final JsonInputs inputs = new JsonInputs("ctx", List.of("a", "b"));

  @Test
  void takesNumbersAndTruthValuesOfTheContextAlone() {
    assertThat(
            inputs.read(
                "{\"a\":9,\"n\":{\"ctx\":{\"a\":8}},\"ctx\":{\"a\":1.5,\"deep\":{\"b\":7},\"b\":true},"
                    + "\"b\":6}"))
        .isTrue();
    assertThat(inputs.get("a")).isEqualTo(1.5);
    assertThat(inputs.get("b")).isEqualTo(1);
  }

  @Test
  void nullsAndTextsAreMissing() {
    assertThat(inputs.read("{\"ctx\":{\"a\":null,\"b\":\"3\"}}")).isTrue();
    assertThat(inputs.get("a")).isNaN();
    assertThat(inputs.get("b")).isNaN();
    assertThat(inputs.get("c", 5)).isEqualTo(5);
  }

  @Test
  void nothingStaysOfTheTextBefore() {
    assertThat(inputs.read("{\"ctx\":{\"a\":1}}")).isTrue();
    assertThat(inputs.read("{\"ctx\":{\"b\":2}}")).isTrue();
    assertThat(inputs.get("a")).isNaN();
  }

  @Test
  void aNullTextHoldsNothing() {
    assertThat(inputs.read(null)).isFalse();
  }
}
