package ratchet.data.log;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import ratchet.data.log.ContextBatch.PackedJson;

/** A packed text gives what the text alone gives, whatever stands before and behind it. */
class PackedJsonTest {
  private static final List<String> NAMES = List.of("a", "b");

  private static final String[] TEXTS = {
    "{\"ctx\":{\"a\":1.5e-3,\"b\":true}}",
    "{\"ctx\":{\"a\":0.1234567890123456789,\"note\":\"\u00e9\u20ac\"}}",
    "{}",
    "{\"ctx\":{}}",
    " {\"ctx\":{\"a\":-7}}",
    "{\"ctx\":{\"a\":-7}} ",
    "\ufeff{\"ctx\":{\"a\":1}}",
    "{\"ctx\":{\"a\":1,\"a\":2}}",
    "{\"ctx\":{\"a\":1e999}}",
    "{\"ctx\":[1]}",
    "{\"ctx\":{\"a\":01}}",
    // one that goes on behind its end
    "{\"ctx\":{\"a\":1}} x",
    "{\"ctx\":{\"a\":1}}}",
    "{\"ctx\":{\"a\":1}}{\"ctx\":{\"a\":2}}",
    "{\"ctx\":{\"a\":1}},{\"ctx\":{\"a\":2}}",
    // one that does not end
    "{",
    "{\"ctx\":{\"a\":1}",
    "{\"ctx\":{\"a\":1",
    "{\"ctx\":{\"a\":1},\"note\":\"",
    "{\"ctx\":{\"a\":1},\"note\":\"}",
    "{\"ctx\":{\"a\":{}",
    "{\"ctx\":{\"a\":[{}",
    // what the one before lacks
    ",\"b\":2}",
    "\"}",
    "}",
    "2}}",
    "]}",
    "[{\"ctx\":{\"a\":1}}]",
    "7",
    "null",
    "{\"ctx\":{\"a\":1}}\u0000",
    ""
  };

  @Test
  void isReadAsTheTextAloneInWhateverOrder() {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      List<byte[]> packed = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        packed.add(TEXTS[random.nextInt(TEXTS.length)].getBytes(UTF_8));
      }
      assertReadAsAlone(packed);
    }
  }

  /** The last two would be one object with a context of its own. */
  @Test
  void whatIsBrokenDoesNotGoOnInTheNextText() {
    assertReadAsAlone(
        Stream.of("{\"ctx\":{\"a\":1}}", "{\"ctx\":{\"a\":2},\"x\":", "{\"b\":1}}")
            .map(text -> text.getBytes(UTF_8))
            .toList());
  }

  @Test
  void eachIsReadAsAloneBesideEach() {
    for (String first : TEXTS) {
      for (String second : TEXTS) {
        assertReadAsAlone(List.of(first.getBytes(UTF_8), second.getBytes(UTF_8)));
      }
    }
  }

  @Test
  void bytesThatAreNoUtf8AreReadAsSqliteShowsThem() {
    byte[] broken = "{\"ctx\":{\"a\":3,\"note\":\"?\"}}".getBytes(UTF_8);
    broken[new String(broken, UTF_8).indexOf('?')] = (byte) 0xff;
    byte[] utf16 = "{\"ctx\":{\"a\":3}}".getBytes(UTF_16LE);
    byte[] plain = "{\"ctx\":{\"a\":4}}".getBytes(UTF_8);
    assertReadAsAlone(List.of(plain, broken, plain, utf16, plain));
    try (PackedJson.Reader reader = packed(List.of(broken)).reader(inputs())) {
      assertThat(reader.next()).isTrue();
    }
  }

  @Test
  void nullHoldsNothingAndALongOneFits() {
    PackedJson packed = new PackedJson(4);
    String note = "x".repeat(100_000);
    packed.add(null);
    packed.add(("{\"note\":\"" + note + "\",\"ctx\":{\"a\":1}}").getBytes(UTF_8));
    packed.add(null);
    packed.add("{\"ctx\":{\"a\":2}}".getBytes(UTF_8));
    JsonInputs inputs = inputs();
    try (PackedJson.Reader reader = packed.reader(inputs)) {
      assertThat(reader.next()).isFalse();
      assertThat(reader.next()).isTrue();
      assertThat(inputs.get("a")).isEqualTo(1);
      assertThat(reader.next()).isFalse();
      assertThat(reader.next()).isTrue();
      assertThat(inputs.get("a")).isEqualTo(2);
    }
  }

  /** Texts that differ in one whole number, wherever it stands. */
  @Test
  void aTextThatDiffersInOneNumberIsReadAsAlone() {
    String[] shapes = {
      "{\"ctx\":{\"a\":#,\"b\":2.5}}",
      "{\"ctx\":{\"b\":2,\"a\":#}}",
      "{\"a\":#,\"ctx\":{\"a\":1,\"b\":2}}",
      "{\"ctx\":{\"a\":1,\"b\":2,\"c\":#}}",
      "{\"ctx\":{\"c\":{\"a\":#},\"a\":1,\"b\":2}}",
      "{\"ctx\":{\"a\":1,\"note\":\"x\u00e9\\\"a\\\":#,y\",\"b\":2}}",
      "{\"ctx\":{\"a\":#,\"a\":2}}",
      "{\"ctx\":{\"a:#,\":1,\"b\":2}}",
      "{\"ctx\":{\"a\":#,\"b\":1e999}}",
      "{\"ctx\":[{\"a\":#}]}",
      "{\"ctx\":{\"a\":#,\"candidate\":{\"a\":3,\"b\":4}}}",
      "{\"ctx\":{\"a\":2,\"candidate\":{\"a\":#,\"b\":4}}}",
      "{\"ctx\":{\"a\":#",
    };
    String[] numbers = {
      "25",
      "75",
      "0",
      "7",
      "07",
      "-3",
      "1.5",
      "1e3",
      "123456789012345",
      "1234567890123456789",
      "x",
      ""
    };
    Random random = new Random(7);
    for (int round = 0; round < 150; round++) {
      List<byte[]> texts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String shape = shapes[random.nextInt(shapes.length)];
        for (int same = random.nextInt(6); same >= 0; same--) {
          String number = numbers[random.nextInt(random.nextBoolean() ? 4 : numbers.length)];
          texts.add(shape.replace("#", number).getBytes(UTF_8));
        }
      }
      assertReadAsAlone(texts);
      assertReadAsAlone(texts, () -> new JsonInputs("ctx", "candidate", NAMES));
    }
  }

  /** Every double in its shortest and in a longer form: a fast parser may not be a rough one. */
  @Property(tries = 5000)
  void aNumberIsTheDoubleNearestToItsText(@ForAll double value, @ForAll int digits) {
    String shortest = Double.toString(value);
    String longer = new BigDecimal(value).toString();
    String between = new BigDecimal(value).round(new MathContext(1 + (digits & 31))).toString();
    List<String> texts = List.of(shortest, longer, between);
    JsonInputs inputs = inputs();
    try (PackedJson.Reader reader =
        packed(texts.stream().map(PackedJsonTest::document).toList()).reader(inputs)) {
      for (String text : texts) {
        double expected = Double.parseDouble(text);
        boolean finite = !Double.isInfinite(expected);
        assertThat(reader.next()).as(text).isEqualTo(finite);
        if (finite) {
          assertThat(inputs.get("a")).as(text).isEqualTo(expected);
        }
      }
    }
  }

  private static byte[] document(String number) {
    return ("{\"ctx\":{\"a\":" + number + "}}").getBytes(UTF_8);
  }

  private static JsonInputs inputs() {
    return new JsonInputs("ctx", NAMES);
  }

  private static PackedJson packed(List<byte[]> texts) {
    PackedJson packed = new PackedJson(texts.size());
    texts.forEach(packed::add);
    return packed;
  }

  private static void assertReadAsAlone(List<byte[]> texts) {
    assertReadAsAlone(texts, PackedJsonTest::inputs);
  }

  private static void assertReadAsAlone(List<byte[]> texts, Supplier<JsonInputs> inputsOf) {
    JsonInputs alone = inputsOf.get();
    JsonInputs inputs = inputsOf.get();
    try (PackedJson.Reader reader = packed(texts).reader(inputs)) {
      for (byte[] text : texts) {
        String context = new String(text, UTF_8);
        boolean readable = alone.read(new String(text, UTF_8));
        assertThat(reader.next()).as(context).isEqualTo(readable);
        if (readable) {
          for (String name : NAMES) {
            assertThat(inputs.get(name)).as(context).isEqualTo(Double.valueOf(alone.get(name)));
          }
        }
      }
    }
  }
}
