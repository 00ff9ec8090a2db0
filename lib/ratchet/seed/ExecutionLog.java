package ratchet.seed;

import java.util.HashMap;
import java.util.Map;
import ratchet.data.sqlite.SeededRows;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * Attempts as the executor and the simulator log them.
 *
 * <p>A fill is drawn from the context that a reader will find for it, the latest one logged for the
 * route, whichever mint that was for.
 */
final class ExecutionLog {
  static final String[] ROUTES = {"jito", "pumpswap", "raydium"};

  /** What an attempt asks for. */
  record Order(String route, boolean isLive, long cuPrice, double slippageBps) {}

  /** What became of it; slippage and time are 0 where it was not filled, as the services log. */
  record Result(boolean isFilled, double slippageBps, long timeMs) {}

  private final GroundTruth truth;
  private final SeededRandom draws;
  private final SeedTables tables;
  private final FeePolicy feePolicy;
  private final String contextStart;
  private final Features features = Features.of(ModelName.FILLNET);
  private final Map<String, Candidate> latestByRoute = new HashMap<>();
  private long attempts;

  ExecutionLog(GroundTruth truth, SeededRandom draws, SeedTables tables, long seed) {
    this.truth = truth;
    this.draws = draws;
    this.tables = tables;
    this.feePolicy = new FeePolicy(truth);
    this.contextStart = SeededRows.CONTEXT_PREFIX + seed;
  }

  /** Attempts logged so far. */
  long attempts() {
    return attempts;
  }

  /** Decides how to execute, and logs what was known: the fee decision and the prediction. */
  Order prepare(MintLife life, long ms) {
    boolean isLive = draws.chance(0.55);
    String route = ROUTES[(int) draws.whole(0, ROUTES.length - 1)];
    Candidate context = life.candidate.attempt(life.ageSeconds(ms), 0, draws);
    int arm = (int) draws.whole(0, FeePolicy.SLIPPAGE_BPS.length - 1);
    if (isLive) {
      FeePolicy.Choice choice = feePolicy.choose(context, draws);
      arm = choice.arm();
      decision(route, context, choice, ms);
    }
    Candidate asked = context.with("slippageBps", FeePolicy.SLIPPAGE_BPS[arm]);
    prediction(route, asked, ms);
    return new Order(route, isLive, FeePolicy.CU_PRICES[arm], FeePolicy.SLIPPAGE_BPS[arm]);
  }

  /** Draws what becomes of an order that is executed now. */
  Result execute(Order order) {
    Candidate context = latestByRoute.get(order.route()).with("slippageBps", order.slippageBps());
    double[] vector = features.vector(context.inputs());
    if (!draws.chance(Scorer.sigmoid(GroundTruth.dot(truth.fill, vector)))) {
      return new Result(false, 0, 0);
    }
    double slippageBps = GroundTruth.dot(truth.slipBps, vector) + truth.slipSdBps * draws.normal();
    double timeMs = GroundTruth.dot(truth.timeMs, vector) + truth.timeSdMs * draws.normal();
    return new Result(true, SeededRandom.rounded(slippageBps, 2), Math.max(1, Math.round(timeMs)));
  }

  /**
   * Logs an attempt.
   *
   * @param price at which it was filled
   */
  void log(MintLife life, Order order, Result result, double price, long ms) {
    attempts++;
    int filled = result.isFilled() ? 1 : 0;
    double execPrice = result.isFilled() ? price : 0;
    double amountIn = SeededRandom.rounded(draws.uniform(0.05, 2), 3);
    double amountOut = result.isFilled() ? SeededRandom.rounded(amountIn / price, 2) : 0;
    if (!order.isLive()) {
      tables.add(
          "sim_exec_outcomes",
          ms,
          life.mint,
          order.route(),
          filled,
          life.lastPrice,
          execPrice,
          order.slippageBps(),
          result.slippageBps(),
          result.timeMs(),
          order.cuPrice(),
          amountIn,
          amountOut,
          "shadow");
      return;
    }
    long priorityFee = order.cuPrice() * 200_000 / 1_000_000;
    tables.add(
        "exec_outcomes",
        ms,
        life.lastPrice,
        execPrice,
        filled,
        order.route(),
        order.cuPrice(),
        order.slippageBps(),
        result.slippageBps(),
        result.timeMs(),
        result.isFilled() ? null : "SlippageExceeded",
        null,
        priorityFee,
        amountIn,
        amountOut,
        priorityFee + 5_000,
        life.mint,
        "ord-" + attempts,
        life.isEntered() && draws.chance(0.4) ? "sell" : "buy");
    if (result.isFilled()) {
      tables.add(
          "fills",
          draws.base58(88),
          life.mint,
          price,
          amountOut,
          order.route(),
          priorityFee,
          ms / 400,
          SeedTables.datetime(ms));
    }
  }

  private void decision(String route, Candidate context, FeePolicy.Choice choice, long ms) {
    String ctx = context(route, context);
    StringBuilder arms = new StringBuilder("[");
    for (int i = 0; i < FeePolicy.SLIPPAGE_BPS.length; i++) {
      arms.append(i == 0 ? "" : ",")
          .append("{\"cuPrice\":")
          .append(FeePolicy.CU_PRICES[i])
          .append(",\"slippageBps\":")
          .append((long) FeePolicy.SLIPPAGE_BPS[i])
          .append('}');
    }
    String rest =
        new JsonLine()
            .putJson("ctx", ctx)
            .putJson("arms", arms.append(']').toString())
            .put("armIndex", choice.arm())
            .put("scores", choice.scores())
            .put("probs", choice.probabilities())
            .put("ctx_hash", Integer.toHexString(ctx.hashCode()))
            .end();
    tables.add(
        "fee_decisions",
        ms,
        FeePolicy.CU_PRICES[choice.arm()],
        200_000,
        FeePolicy.SLIPPAGE_BPS[choice.arm()],
        contextStart + "," + rest.substring(1));
  }

  private void prediction(String route, Candidate context, long ms) {
    double[] vector = features.vector(context.inputs());
    tables.add(
        "fill_preds",
        ms,
        route,
        truth.served(truth.fill, vector),
        (double) Math.max(1, Math.round(GroundTruth.dot(truth.slipBps, vector))),
        (double) Math.max(50, Math.round(GroundTruth.dot(truth.timeMs, vector))),
        contextStart + ",\"ctx\":" + context(route, context) + "}");
    latestByRoute.put(route, context);
  }

  private static String context(String route, Candidate context) {
    JsonLine line = new JsonLine().put("route", route).put("amountLamports", 100_000_000);
    context.write(
        line,
        "slippageBps",
        "congestionScore",
        "lpSol",
        "spreadBps",
        "volatilityBps",
        "ageSec",
        "rugProb");
    return line.end();
  }
}
