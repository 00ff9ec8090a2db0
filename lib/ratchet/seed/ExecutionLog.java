package ratchet.seed;

import java.util.Optional;
import java.util.UUID;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * Attempts as the executor logs them. A live order is decided, and lands or fails seconds later,
 * while others are under way; in shadow mode nothing is sent, and what is logged repeats the
 * request and FillNet's own prediction.
 */
final class ExecutionLog {
  private static final double BPS = 10_000;
  private static final long LEAST_CU_PRICE = 1_000;
  private static final long BASE_FEE_LAMPORTS = 5_000;
  private static final long SHADOW_LAMPORTS = 100_000_000;
  private static final double MICRO_PER_LAMPORT = 1e6;

  /** Of the shadow rows, those that the replay tool wrote. */
  private static final double REPLAYED = 0.2;

  /**
   * An order under way.
   *
   * @param adverseBps drawn slippage, positive where the price was worse than quoted; meaningless
   *     unless it fills
   * @param timeMs to land
   * @param knownMs when it lands or fails
   */
  record Order(
      MintLife life,
      String route,
      boolean isSell,
      long amountLamports,
      long cuPrice,
      long slippageBps,
      boolean isFilled,
      double adverseBps,
      long timeMs,
      long knownMs) {}

  private final GroundTruth truth;
  private final SeededRandom draws;
  private final SeedTables tables;
  private final DecisionLog decisions;
  private final FeePolicy feePolicy;
  private final RouteAvailability routes = new RouteAvailability();
  private final Features features = Features.of(ModelName.FILLNET);
  private long attempts;

  ExecutionLog(GroundTruth truth, SeededRandom draws, SeedTables tables) {
    this.truth = truth;
    this.draws = draws;
    this.tables = tables;
    this.decisions = new DecisionLog(truth, tables);
    this.feePolicy = new FeePolicy(truth);
  }

  /** Attempts logged so far, those under way included. */
  long attempts() {
    return attempts;
  }

  /** When a route takes orders again. */
  long nextOpenMs() {
    return routes.nextOpenMs();
  }

  /**
   * Decides how to send an order, logs the decision, and draws its outcome.
   *
   * @param preferredRoute taken where it can be
   * @return the order; empty while no route takes one
   */
  Optional<Order> decide(MintLife life, boolean isSell, String preferredRoute, long ms) {
    String route = routes.choose(ms, preferredRoute, draws);
    if (route == null) {
      return Optional.empty();
    }
    attempts++;
    long amountLamports = draws.whole(50_000_000, 400_000_000);
    Candidate context = life.candidate.attempt(life.ageSeconds(ms), amountLamports, draws);
    FeePolicy.Choice choice = feePolicy.choose(context, draws);
    decisions.log(ms, route, context, choice);
    long slippageBps = (long) FeePolicy.SLIPPAGE_BPS[choice.arm()];
    double[] vector = features.vector(context.with("slippageBps", slippageBps).inputs());
    boolean isFilled = draws.chance(Scorer.sigmoid(GroundTruth.dot(truth.fill, vector)));
    double adverseBps = GroundTruth.dot(truth.slipBps, vector) + truth.slipSdBps * draws.normal();
    double timeMs = GroundTruth.dot(truth.timeMs, vector) + truth.timeSdMs * draws.normal();
    long landsAfterMs = Math.max(1, Math.round(timeMs));
    long knownMs = ms + (isFilled ? landsAfterMs + draws.whole(20, 90) : draws.whole(300, 3_000));
    if (!isFilled) {
      routes.failing(route, knownMs);
    }
    return Optional.of(
        new Order(
            life,
            route,
            isSell,
            amountLamports,
            Math.max(LEAST_CU_PRICE, FeePolicy.CU_PRICES[choice.arm()]),
            slippageBps,
            isFilled,
            adverseBps,
            landsAfterMs,
            knownMs));
  }

  /** Logs an order that failed; a failed order has no other values. */
  void failed(Order order, long ms) {
    tables.add(
        "exec_outcomes",
        ms,
        0.0,
        null,
        0,
        order.route(),
        order.cuPrice(),
        order.slippageBps(),
        null,
        null,
        "SlippageToleranceExceeded",
        "transaction failed",
        null,
        null,
        null,
        null,
        order.life().mint,
        orderId(),
        side(order));
  }

  /**
   * Logs an order that landed.
   *
   * @param price at which it did
   */
  void landed(Order order, double price, long ms) {
    double sign = order.isSell() ? -1 : 1;
    double quote = price / (1 + sign * order.adverseBps() / BPS);
    long priorityFee =
        Math.round(
            order.cuPrice() * DecisionLog.computeUnits(order.amountLamports()) / MICRO_PER_LAMPORT);
    double amountOut = order.amountLamports() / price;
    tables.add(
        "exec_outcomes",
        ms,
        quote,
        price,
        1,
        order.route(),
        order.cuPrice(),
        order.slippageBps(),
        (price - quote) / quote * BPS,
        order.timeMs(),
        null,
        null,
        priorityFee,
        order.amountLamports(),
        amountOut,
        BASE_FEE_LAMPORTS + priorityFee,
        order.life().mint,
        orderId(),
        side(order));
    tables.add(
        "fills",
        draws.base58(88),
        order.life().mint,
        price,
        amountOut,
        order.route(),
        0,
        ms / 400,
        SeedTables.datetime(ms));
  }

  /** Logs what shadow mode makes of an order at this price: it always fills, exactly as asked. */
  void shadow(MintLife life, double price, long ms) {
    attempts++;
    int arm = (int) draws.whole(0, FeePolicy.SLIPPAGE_BPS.length - 1);
    double slippageBps = FeePolicy.SLIPPAGE_BPS[arm];
    Candidate context = life.candidate.attempt(life.ageSeconds(ms), SHADOW_LAMPORTS, draws);
    double[] vector = features.vector(context.with("slippageBps", slippageBps).inputs());
    tables.add(
        "sim_exec_outcomes",
        ms,
        life.mint,
        RouteAvailability.any(draws),
        1,
        price,
        price,
        (long) slippageBps,
        slippageBps,
        truth.servedTimeMs(vector),
        Math.max(LEAST_CU_PRICE, FeePolicy.CU_PRICES[arm]),
        SHADOW_LAMPORTS,
        SHADOW_LAMPORTS / price,
        draws.chance(REPLAYED) ? "shadow_replay" : "shadow");
  }

  private String orderId() {
    return new UUID(
            draws.bits() & 0xFFFFFFFFFFFF0FFFL | 0x4000L,
            draws.bits() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L)
        .toString();
  }

  private static String side(Order order) {
    return order.isSell() ? "sell" : "buy";
  }
}
