package ratchet.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a check measured or required: a number where it is one, else a few words.
 *
 * @param json a number or a text
 */
public record CheckValue(JsonNode json) {
  public static final CheckValue NOTHING = of("nothing");
  private static final int DECIMALS = 4;

  public static CheckValue of(long count) {
    return new CheckValue(JsonNodeFactory.instance.numberNode(count));
  }

  /** Rounded to four decimals: enough to compare with a threshold, short enough to read. */
  public static CheckValue of(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return new CheckValue(JsonNodeFactory.instance.numberNode(rounded.doubleValue()));
  }

  public static CheckValue of(String words) {
    return new CheckValue(JsonNodeFactory.instance.textNode(words));
  }

  /** What a limit from above requires. */
  static CheckValue atMost(double limit) {
    return of("at most " + limit);
  }

  @Override
  public String toString() {
    return json.isTextual() ? json.textValue() : shortest();
  }

  private String shortest() {
    BigDecimal number = json.decimalValue().stripTrailingZeros();
    return (number.scale() < 0 ? number.setScale(0) : number).toPlainString();
  }
}
