package launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void readsWhatACatalogHolds() {
    assertThat(
            JsonText.parse(
                " {\"a\": [\"x\", \"\\u00e9\\n\\\"\"], \"b\": {}, \"c\": -1.5e3, \"d\": []} "))
        .isEqualTo(
            Map.of("a", List.of("x", "é\n\""), "b", Map.of(), "c", "-1.5e3", "d", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"a\"}", "[1 2]", "{} x", "[\"a]", "{\"a\": \"\\u12\"}"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(Failure.class);
  }
}
