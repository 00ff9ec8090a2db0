package ratchet.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
  void bytesAreReadAsTheirTextIs() {
    String[] texts = {
      "{\"ctx\":{\"a\":1.5e-3,\"b\":true}}",
      " {\"ctx\":{\"a\":-7}}",
      "{\"ctx\":{\"a\":1,\"a\":2}}",
      "{\"ctx\":{\"a\":1e999}}",
      "{\"ctx\":{\"a\":0.1234567890123456789,\"note\":\"\u00e9\u20ac\"}}",
      "\ufeff{\"ctx\":{\"a\":1}}",
      "{\"ctx\":{\"a\":1}} x",
      "{\"ctx\":[1]}",
      "{",
      ""
    };
    for (String text : texts) {
      boolean readable = inputs.read(text);
      double a = inputs.get("a");
      double b = inputs.get("b");
      assertThat(inputs.readUtf8(text.getBytes(UTF_8))).as(text).isEqualTo(readable);
      if (readable) {
        assertThat(inputs.get("a")).as(text).isEqualTo(Double.valueOf(a));
        assertThat(inputs.get("b")).as(text).isEqualTo(Double.valueOf(b));
      }
    }
  }

  @Test
  void bytesThatAreNoUtf8AreReadAsSqliteShowsThem() {
    byte[] broken = "{\"ctx\":{\"a\":3,\"note\":\"?\"}}".getBytes(UTF_8);
    broken[new String(broken, UTF_8).indexOf('?')] = (byte) 0xff;
    assertThat(inputs.readUtf8(broken)).isTrue();
    assertThat(inputs.get("a")).isEqualTo(3);
  }

  @Test
  void aNullTextHoldsNothing() {
    assertThat(inputs.read(null)).isFalse();
    assertThat(inputs.readUtf8(null)).isFalse();
  }

  /** Every double in its shortest and in a longer form: a fast parser may not be a rough one. */
  @Property(tries = 5000)
  void aNumberIsTheDoubleNearestToItsText(@ForAll double value, @ForAll int digits) {
    String shortest = Double.toString(value);
    String longer = new BigDecimal(value).toString();
    String between = new BigDecimal(value).round(new MathContext(1 + (digits & 31))).toString();
    for (String text : List.of(shortest, longer, between)) {
      double expected = Double.parseDouble(text);
      boolean finite = !Double.isInfinite(expected);
      assertThat(inputs.readUtf8(("{\"ctx\":{\"a\":" + text + "}}").getBytes(UTF_8)))
          .as(text)
          .isEqualTo(finite);
      if (finite) {
        assertThat(inputs.get("a")).as(text).isEqualTo(expected);
      }
    }
  }
}
