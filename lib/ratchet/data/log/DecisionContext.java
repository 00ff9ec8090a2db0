package ratchet.data.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Inputs;

/**
 * The {@code ctx_json} of a decision: {@code {ctx, arms, armIndex, scores, probs}}, of which only
 * these values are kept. It is parsed as strictly as all JSON, but as a stream, because there is
 * one for each attempt.
 *
 * @param numbers of the context, by the names the services use
 * @param route of the context; empty where it has none
 * @param slippages that the arms allow, basis points; empty unless each arm has one
 * @param arm index of the arm that was taken
 * @param probabilities of the arms
 * @param scores of the arms; empty where none were logged
 */
record DecisionContext(
    Map<String, Double> numbers,
    String route,
    double[] slippages,
    int arm,
    double[] probabilities,
    double[] scores) {
  /** Tolerance of the sum: probabilities are logged with six decimals, and there are many arms. */
  private static final double ROUNDING = 0.001;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private static final double[] NONE = {};

  /** The result of parsing a text. */
  public enum Kind {
    USABLE,
    WITHOUT_PROBABILITIES,
    MALFORMED
  }

  /**
   * @param context empty unless usable
   */
  record Parsed(Kind kind, Optional<DecisionContext> context) {
    private static Parsed not(Kind kind) {
      return new Parsed(kind, Optional.empty());
    }
  }

  static Parsed parse(String json) {
    try (JsonParser parser = JSON.createParser(json == null ? "" : json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Members members = new Members();
        members.read(parser);
        if (parser.nextToken() == null) {
          return members.parsed();
        }
      }
    } catch (IOException e) {
      // counted by the caller: one bad row must not end an evaluation
    }
    return Parsed.not(Kind.MALFORMED);
  }

  Inputs inputs() {
    return Inputs.of(numbers);
  }

  /** The members of one document. */
  private static final class Members {
    private final Map<String, Double> numbers = new HashMap<>();
    private String route = "";
    private double[] slippages = NONE;
    private double[] probabilities;
    private double[] scores = NONE;

    /** Negative where the value is not an index. */
    private Optional<Integer> arm = Optional.empty();

    private void read(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "ctx" -> context(parser);
          case "arms" -> slippages = numbers(parser, Members::slippage);
          case "scores" -> scores = numbers(parser, Members::number);
          case "probs" ->
              probabilities =
                  value == JsonToken.VALUE_NULL ? null : numbers(parser, Members::number);
          case "armIndex" -> {
            boolean isIndex =
                value == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() == JsonParser.NumberType.INT;
            arm =
                value == JsonToken.VALUE_NULL
                    ? Optional.empty()
                    : Optional.of(isIndex ? parser.getIntValue() : -1);
            parser.skipChildren();
          }
          default -> parser.skipChildren();
        }
      }
    }

    private void context(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isNumeric()) {
          numbers.put(name, parser.getDoubleValue());
        }
        if (name.equals("route") && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          route = parser.getText();
        }
        parser.skipChildren();
      }
    }

    /** The number of an element of an array; NaN where it has none. */
    @FunctionalInterface
    private interface Element {
      double of(JsonParser parser) throws IOException;
    }

    /** Empty for anything but an array of finite numbers. */
    private static double[] numbers(JsonParser parser, Element element) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return NONE;
      }
      double[] numbers = new double[8];
      int size = 0;
      boolean areNumbers = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (size == numbers.length) {
          numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size] = element.of(parser);
        areNumbers &= Double.isFinite(numbers[size]);
        size++;
      }
      return areNumbers ? Arrays.copyOf(numbers, size) : NONE;
    }

    private static double number(JsonParser parser) throws IOException {
      boolean isNumber = parser.currentToken().isNumeric();
      parser.skipChildren();
      return isNumber ? parser.getDoubleValue() : Double.NaN;
    }

    private static double slippage(JsonParser parser) throws IOException {
      double slippage = Double.NaN;
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isSlippage = parser.currentName().equals("slippageBps");
          parser.nextToken();
          slippage = isSlippage ? number(parser) : slippage;
          parser.skipChildren();
        }
      }
      parser.skipChildren();
      return slippage;
    }

    private Parsed parsed() {
      if (probabilities == null || arm.isEmpty()) {
        return Parsed.not(Kind.WITHOUT_PROBABILITIES);
      }
      int arms = probabilities.length;
      if (arm.get() < 0 || arm.get() >= arms || !isDistribution(probabilities)) {
        return Parsed.not(Kind.MALFORMED);
      }
      return new Parsed(
          Kind.USABLE,
          Optional.of(
              new DecisionContext(
                  numbers,
                  route,
                  slippages.length == arms ? slippages : NONE,
                  arm.get(),
                  probabilities,
                  scores.length == arms ? scores : NONE)));
    }

    private static boolean isDistribution(double[] probabilities) {
      double sum = 0;
      for (double probability : probabilities) {
        if (probability > 1 + ROUNDING) {
          return false;
        }
        sum += probability;
      }
      return Math.abs(sum - 1) <= ROUNDING;
    }
  }
}
