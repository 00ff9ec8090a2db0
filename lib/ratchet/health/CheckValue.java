package ratchet.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A value that a check measured or requires: a number, or a few words.
 *
 * @param json a number or a text
 */
public record CheckValue(JsonNode json) {
  public static final CheckValue NOTHING = of("nothing");
  private static final int DECIMALS = 4;

  public static CheckValue of(long count) {
    return new CheckValue(JsonNodeFactory.instance.numberNode(count));
  }

  /** A number, rounded to four decimals. */
  public static CheckValue of(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return new CheckValue(JsonNodeFactory.instance.numberNode(rounded.doubleValue()));
  }

  public static CheckValue of(String words) {
    return new CheckValue(JsonNodeFactory.instance.textNode(words));
  }

  /** The requirement of an upper limit, e.g. {@code at most 0.05}. */
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
