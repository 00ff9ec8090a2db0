package ratchet.data.training;

import java.util.Random;
import ratchet.data.sqlite.TestDatabase;

/** A small database with every trap in it, by chance: what readers and views must agree on. */
final class MalformedDatabase {
  private static final String[] MINTS = {"a", "b", "c", "\uD83D\uDE00", "\uFFFD", ""};
  private static final String[] ROUTES = {"jito", "raydium"};
  private static final String[] SIDES = {"buy", "sell", "SELL", ""};
  private static final String[] SOURCES = {"shadow", "shadow_replay", "sim", "dry"};
  private static final String[] NAMES = {
    "lpSol",
    "buys60",
    "sells60",
    "uniques60",
    "spreadBps",
    "volatilityBps",
    "ageSec",
    "rugProb",
    "congestionScore",
    "flow_norm",
    "lp_norm",
    "spread_inv",
    "lunar_boost",
    "lunarBoost",
    "flowRatio",
    "authorityActive",
    "mintRevoked",
    "freezeRevoked",
    "slippageBps",
    "amountLamports"
  };
  private static final String[] ODD_VALUES = {
    "null", "true", "false", "\"7\"", "[1]", "{\"lpSol\":3}", "-4", "1e300", "0"
  };
  private static final String[] ODD_TEXTS = {null, "", "x", "[]", "{}", "{\"ctx\":1}", "3", "{"};

  private final Random random;
  private final TestDatabase database;
  private long from;
  private boolean isBurst;

  MalformedDatabase(long seed, TestDatabase database) {
    random = new Random(seed);
    this.database = database;
  }

  /** Attempts and contexts of a few minutes, so that each minute holds many of both. */
  void writeBurst(int rows) {
    from = TestDatabase.T;
    isBurst = true;
    for (int i = 0; i < rows; i++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> prediction();
        case 2 -> execution();
        default -> simulation();
      }
    }
  }

  void write(int rows) {
    write(rows, TestDatabase.T);
  }

  /** Rows from a moment on. */
  void write(int rows, long fromMs) {
    from = fromMs;
    for (int i = 0; i < rows; i++) {
      switch (random.nextInt(6)) {
        case 0, 1 -> execution();
        case 2 -> simulation();
        case 3 -> prediction();
        case 4 -> database.score(time(), pick(MINTS), json(""));
        default -> decision();
      }
    }
  }

  private void execution() {
    database.run(
        "INSERT INTO exec_outcomes (ts, mint, filled, exec_price, order_id, route,"
            + " slippage_bps_req, slippage_bps_real, time_to_land_ms, amount_in, side) VALUES"
            + " (?,?,?,?,?,?,?,?,?,?,?)",
        time(),
        pick(MINTS),
        oneIn(8) ? null : random.nextInt(4) > 0 ? 1 : 0,
        price(),
        oneIn(4) ? null : "o" + random.nextInt(3),
        oneIn(9) ? null : pick(ROUTES),
        oneIn(9) ? null : oneIn(20) ? oddNumber() : oneIn(3) ? slippage() : random.nextInt(300),
        oneIn(9) ? null : oneIn(20) ? oddNumber() : random.nextInt(200),
        oneIn(9) ? null : oneIn(20) ? oddNumber() : random.nextInt(2000),
        oneIn(3) ? null : oneIn(20) ? oddNumber() : amount(),
        oneIn(3) ? null : pick(SIDES));
  }

  private void simulation() {
    database.run(
        "INSERT OR IGNORE INTO sim_exec_outcomes (ts, mint, filled, exec_price, route,"
            + " slippage_bps_req, slippage_bps_real, time_to_land_ms, amount_in, source) VALUES"
            + " (?,?,?,?,?,?,?,?,?,?)",
        time(),
        pick(MINTS),
        random.nextInt(4) > 0 ? 1 : 0,
        price(),
        pick(ROUTES),
        random.nextInt(300),
        random.nextInt(200),
        random.nextInt(2000),
        oneIn(2) ? null : amount(),
        oneIn(3) ? null : pick(SOURCES));
  }

  /** Few, so that several rows have the same; some nearly. */
  private double amount() {
    return 1000 * (1 + random.nextInt(3)) + (oneIn(4) ? random.nextInt(30) - 15 : 0);
  }

  private int slippage() {
    return 50 + 25 * random.nextInt(3);
  }

  /** The contexts of one moment that a decision is made of. */
  private void prediction() {
    long time = time();
    String route = pick(ROUTES);
    if (oneIn(3)) {
      database.prediction(time, route, json("ctx"));
      return;
    }
    double amount = amount();
    int arms = 1 + random.nextInt(4);
    for (int arm = 0; arm < arms; arm++) {
      String text = json("ctx");
      String own =
          "{\"ctx\":{\"amountLamports\":"
              + amount
              + ",\"lpSol\":"
              + arm
              + ",\"slippageBps\":"
              + slippage()
              + "}}";
      database.prediction(time, route, oneIn(6) ? text : own);
    }
  }

  private void decision() {
    if (random.nextBoolean()) {
      String json = oneIn(3) ? nested() : json("ctx");
      database.sizing(oneIn(9) ? null : time(), pick(MINTS), json);
    } else {
      String[] reasons = {
        "[]", "[\"mint_or_freeze_active\"]", null, "[1,\"x\",[\"mint_or_freeze_active\"]]", "oops"
      };
      database.verdict(time(), pick(MINTS), random.nextDouble() * 1.4 - 0.2, pick(reasons));
    }
  }

  /** Within three days, some by the second or in the very same one, in either unit. */
  private long time() {
    long span =
        oneIn(3) ? 2 * TestDatabase.MINUTE : oneIn(2) ? TestDatabase.HOUR : 60 * TestDatabase.HOUR;
    if (isBurst) {
      return from + random.nextInt(200_000);
    }
    long ms = from + 1000 + (long) (random.nextDouble() * span);
    return oneIn(3) ? ms / 1000 : oneIn(3) ? ms / 1000 * 1000 : ms;
  }

  private Object oddNumber() {
    return random.nextBoolean() ? "text" : Double.POSITIVE_INFINITY;
  }

  private Object price() {
    return switch (random.nextInt(12)) {
      case 0 -> 0.0;
      case 1 -> null;
      case 2 -> -1.0;
      case 3 -> "text";
      default -> Math.round(Math.exp(random.nextGaussian() * 0.8) * 50) / 50.0;
    };
  }

  private String json(String member) {
    if (oneIn(8)) {
      return pick(ODD_TEXTS);
    }
    StringBuilder text = new StringBuilder("{");
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        String value = oneIn(12) ? pick(ODD_VALUES) : Float.toString(random.nextFloat() * 60);
        text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":");
        text.append(value);
      }
    }
    if (oneIn(15)) {
      text.append(text.length() > 1 ? "," : "").append("\"deep\":[{\"n\":1e999}]");
    }
    text.append('}');
    return member.isEmpty() ? text.toString() : "{\"" + member + "\":" + text + "}";
  }

  /** A candidate within its context, as the services log it, with what may stand beside it. */
  private String nested() {
    String candidate = oneIn(6) ? pick(ODD_VALUES) : json("");
    String beside = oneIn(3) ? ",\"lpSol\":1,\"buys60\":2" : "";
    String again = oneIn(9) ? ",\"candidate\":{\"lpSol\":3}" : "";
    String twice = oneIn(9) ? ",\"lpSol\":5" : "";
    return "{\"ctx\":{\"walletFree\":8"
        + beside
        + ",\"candidate\":"
        + candidate
        + again
        + twice
        + "}}";
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
