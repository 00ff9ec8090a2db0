package ratchet.seed;

import ratchet.data.sqlite.SeededRows;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * What the executor logs when it decides how to send an order: the fee decision, which names
 * neither route nor mint, and one prediction for each arm of it. All carry the same time.
 */
final class DecisionLog {
  private static final double LAMPORTS_PER_SOL = 1e9;

  private final GroundTruth truth;
  private final SeedTables tables;
  private final Features features = Features.of(ModelName.FILLNET);

  DecisionLog(GroundTruth truth, SeedTables tables) {
    this.truth = truth;
    this.tables = tables;
  }

  /** Compute units that an order asks for. */
  static long computeUnits(long amountLamports) {
    return 1_200_000 + amountLamports / 20_000;
  }

  void log(long ms, String route, Candidate context, FeePolicy.Choice choice) {
    for (double slippageBps : FeePolicy.SLIPPAGE_BPS) {
      prediction(ms, route, context.with("slippageBps", slippageBps));
    }
    long amountLamports = (long) context.get("amountLamports");
    tables.add(
        "fee_decisions",
        ms,
        FeePolicy.CU_PRICES[choice.arm()],
        computeUnits(amountLamports),
        (long) FeePolicy.SLIPPAGE_BPS[choice.arm()],
        SeededRows.marked(decision(context, amountLamports, choice)));
  }

  private static String decision(Candidate context, long amountLamports, FeePolicy.Choice choice) {
    JsonLine line = new JsonLine();
    context.write(line, "congestionScore");
    line.put("sizeSol", amountLamports / LAMPORTS_PER_SOL).put("equity", MintLog.EQUITY_SOL);
    String ctx = context.write(line, "lpSol", "spreadBps").end();
    StringBuilder arms = new StringBuilder("[");
    for (int i = 0; i < FeePolicy.SLIPPAGE_BPS.length; i++) {
      arms.append(i == 0 ? "" : ",")
          .append(
              new JsonLine()
                  .put("cuPrice", FeePolicy.CU_PRICES[i])
                  .put("slippageBps", FeePolicy.SLIPPAGE_BPS[i])
                  .end());
    }
    return new JsonLine()
        .putJson("ctx", ctx)
        .putJson("arms", arms.append(']').toString())
        .put("armIndex", choice.arm())
        .put("scores", choice.scores())
        .put("probs", choice.probabilities())
        .put("ctx_hash", JsonLine.hash(ctx))
        .end();
  }

  private void prediction(long ms, String route, Candidate asked) {
    double[] vector = features.vector(asked.inputs());
    JsonLine line = new JsonLine().put("route", route);
    asked.write(
        line,
        "amountLamports",
        "slippageBps",
        "congestionScore",
        "lpSol",
        "spreadBps",
        "volatilityBps",
        "ageSec",
        "rugProb");
    tables.add(
        "fill_preds",
        ms,
        route,
        truth.served(truth.fill, vector),
        (double) Math.max(1, Math.round(GroundTruth.dot(truth.slipBps, vector))),
        truth.servedTimeMs(vector),
        SeededRows.marked(new JsonLine().putJson("ctx", line.end()).end()));
  }
}
