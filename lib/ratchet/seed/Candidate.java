package ratchet.seed;

import java.util.HashMap;
import java.util.Map;
import ratchet.features.Inputs;

/**
 * The state of a mint at one time, as the services know it, rounded as they log it. Labels are
 * drawn from the rounded values.
 *
 * @param values raw inputs by the names the services use
 */
record Candidate(Map<String, Double> values) {
  /** The share of rows without an input that a service does not always know. */
  private static final double MISSING = 0.03;

  Candidate {
    values = Map.copyOf(values);
  }

  /** A mint as it is first seen. */
  static Candidate fresh(SeededRandom draws) {
    Map<String, Double> values = new HashMap<>();
    double flow = spread(0.1, 0.7, 3.8, 5.5, draws);
    long sells = draws.whole(4, 24);
    values.put("sells60", (double) sells);
    values.put("buys60", (double) Math.round(flow * sells));
    values.put("uniques60", Math.rint(spread(0, 4, 25, 33, draws)));
    values.put("lpSol", SeededRandom.rounded(spread(0.5, 6, 46, 80, draws), 2));
    values.put("spreadBps", SeededRandom.rounded(spread(3, 30, 170, 360, draws), 1));
    values.put(
        "ageSec", (double) (draws.chance(0.5) ? draws.whole(5, 600) : draws.whole(600, 1800)));
    values.put("authorQualityMean", SeededRandom.rounded(draws.uniform(0, 0.9), 3));
    values.put(
        "authorQualityTop",
        SeededRandom.rounded(Math.max(values.get("authorQualityMean"), draws.uniform(0, 1)), 3));
    values.put("authorMentions", Math.rint(spread(0, 3, 17, 24, draws)));
    values.put(
        "lunarBoost", draws.chance(0.4) ? 0 : SeededRandom.rounded(draws.uniform(0, 0.2), 3));
    put(values, "rugProb", SeededRandom.rounded(spread(0.01, 0.1, 0.9, 0.99, draws), 3), draws);
    return new Candidate(values);
  }

  /** The mint at a later age: a little deeper or thinner, with other trades. */
  Candidate later(double ageSeconds, SeededRandom draws) {
    Map<String, Double> later = new HashMap<>(values);
    later.put("ageSec", ageSeconds);
    later.put(
        "lpSol",
        SeededRandom.rounded(Math.max(0.1, values.get("lpSol") + draws.uniform(-3, 3)), 2));
    later.put(
        "spreadBps",
        SeededRandom.rounded(Math.max(1, values.get("spreadBps") + draws.uniform(-9, 9)), 1));
    later.put("buys60", Math.max(0, values.get("buys60") + draws.whole(-3, 3)));
    later.put("uniques60", Math.max(0, values.get("uniques60") + draws.whole(-2, 2)));
    return new Candidate(later);
  }

  /**
   * What FillNet is asked with: the state of the mint and of the market at a decision. Services
   * know no volatility but the spread.
   *
   * @param amountLamports of the order
   */
  Candidate attempt(double ageSeconds, long amountLamports, SeededRandom draws) {
    Map<String, Double> now = new HashMap<>();
    double spreadBps =
        SeededRandom.rounded(Math.max(1, get("spreadBps") + draws.uniform(-25, 25)), 1);
    now.put("amountLamports", (double) amountLamports);
    now.put("lpSol", SeededRandom.rounded(Math.max(0.1, get("lpSol") + draws.uniform(-6, 6)), 2));
    now.put("spreadBps", spreadBps);
    now.put("volatilityBps", spreadBps);
    now.put("ageSec", ageSeconds);
    now.put("congestionScore", SeededRandom.rounded(draws.uniform(0, 1), 3));
    Double rugProb = values.get("rugProb");
    if (rugProb != null) {
      now.put("rugProb", rugProb);
    }
    return new Candidate(now);
  }

  /** With one value known better. */
  Candidate with(String name, double value) {
    Map<String, Double> other = new HashMap<>(values);
    other.put(name, value);
    return new Candidate(other);
  }

  Inputs inputs() {
    return Inputs.of(values);
  }

  double get(String name) {
    return inputs().get(name);
  }

  /** Adds the named values that are known. */
  JsonLine write(JsonLine line, String... names) {
    for (String name : names) {
      Double value = values.get(name);
      if (value != null) {
        line.put(name, value);
      }
    }
    return line;
  }

  /**
   * Most mints are either hardly traded or very much so: a quarter lies from lowest to low, a
   * quarter from high to highest, the rest between.
   */
  private static double spread(
      double lowest, double low, double high, double highest, SeededRandom draws) {
    double quarter = draws.unit();
    if (quarter < 0.25) {
      return draws.uniform(lowest, low);
    }
    return quarter < 0.5 ? draws.uniform(high, highest) : draws.uniform(low, high);
  }

  private static void put(
      Map<String, Double> values, String name, double value, SeededRandom draws) {
    if (!draws.chance(MISSING)) {
      values.put(name, value);
    }
  }
}
