package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import ratchet.data.log.ContextStream.MintOrder;

class MintOrderTest {
  @Property
  void isTheOrderOfTheUtf8Bytes(
      @ForAll @StringLength(max = 4) String a, @ForAll @StringLength(max = 4) String b) {
    if (isText(a) && isText(b)) {
      int bytes =
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(MintOrder.compare(a, b))).isEqualTo(Integer.signum(bytes));
    }
  }

  /** A lone surrogate has no UTF-8. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
