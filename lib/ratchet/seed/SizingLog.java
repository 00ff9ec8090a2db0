package ratchet.seed;

import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * Sizing decisions as both writers of the services log them: one logs what it saw and with which
 * probabilities it drew, the other only what came out. Amounts are SOL, as the wallet's are.
 */
final class SizingLog {
  private static final double[] EQUITY_SHARES = {0.005, 0.01, 0.02};
  private static final double TEMPERATURE = 0.4;
  private static final double WALLET_FREE_SOL = 8;
  private static final double USD_CAP = 400;

  /** Of the decisions, those that the other writer logs as well. */
  private static final double LOGGED_TWICE = 0.15;

  private final GroundTruth truth;
  private final SeededRandom draws;
  private final SeedTables tables;
  private final Features alpha = Features.of(ModelName.ALPHA);

  SizingLog(GroundTruth truth, SeededRandom draws, SeedTables tables) {
    this.truth = truth;
    this.draws = draws;
    this.tables = tables;
  }

  void size(MintLife life, double solUsd, long ms) {
    life.lastSized = life.candidate;
    if (life.firstSized == null) {
      life.firstSized = life.candidate;
    }
    if (draws.chance(LOGGED_TWICE)) {
      recordSizingDecision(life, ms);
    }
    chooseSize(life, solUsd, ms);
  }

  private void recordSizingDecision(MintLife life, long ms) {
    double lpSol = life.candidate.get("lpSol");
    String caps =
        new JsonLine()
            .put("risk", 0.96)
            .put("perName", 2)
            .put("lpImpact", SeededRandom.rounded(0.03 * lpSol, 6))
            .put("flow", SeededRandom.rounded(0.6 * lpSol, 6))
            .put("daily", WALLET_FREE_SOL)
            .put("multiplier", 0.864)
            .end();
    double size = SeededRandom.rounded(Math.min(0.864, 0.03 * lpSol), 6);
    add(life, ms, new Row("0.12", caps, size, null, null, null));
  }

  private void chooseSize(MintLife life, double solUsd, long ms) {
    double confidence = truth.served(truth.payoff10m, alpha.vector(life.candidate.inputs()));
    double[] scores = {SeededRandom.rounded(0.5 - 0.5 * confidence, 6), 0.35, confidence};
    double[] probabilities = FeePolicy.softmax(scores, TEMPERATURE);
    int arm = draws.index(probabilities);
    life.notionalSol = EQUITY_SHARES[arm] * MintLog.EQUITY_SOL;
    String caps =
        new JsonLine()
            .put("perNameFractionCap", 3)
            .put("perNameMaxCap", 2)
            .put("dailyCapRemaining", 5)
            .put("perMintCapFromUsd", USD_CAP / solUsd)
            .put("walletFree", WALLET_FREE_SOL)
            .end();
    String ctx =
        new JsonLine()
            .putJson("candidate", candidate(life))
            .put("walletEquity", MintLog.EQUITY_SOL)
            .put("walletFree", WALLET_FREE_SOL)
            .put("dailySpendUsed", 0)
            .putJson("caps", "{\"perNameFraction\":0.3,\"perNameMaxSol\":2,\"dailySpendCapSol\":5}")
            .end();
    String json =
        new JsonLine()
            .putJson("ctx", ctx)
            .put("armIndex", arm)
            .put("scores", scores)
            .put("probs", probabilities)
            .putJson("caps", caps)
            .put("ctx_hash", JsonLine.hash(ctx))
            .put("sol_price_source", "db")
            .put("usd_cap_active", true)
            .put("risk_multiplier", 1)
            .putJson("risk_factors", "{}")
            .end();
    String name = "equity_frac:" + EQUITY_SHARES[arm];
    add(life, ms, new Row("constrained", caps, life.notionalSol, name, life.notionalSol, json));
  }

  /** The columns in which the writers differ. */
  private record Row(
      String tier, String caps, double size, String arm, Double notional, String json) {}

  private void add(MintLife life, long ms, Row row) {
    tables.add(
        "sizing_decisions",
        null,
        life.mint,
        MintLog.EQUITY_SOL,
        WALLET_FREE_SOL,
        row.tier(),
        row.caps(),
        row.size(),
        "ok",
        SeedTables.datetime(ms),
        ms,
        row.arm(),
        row.notional(),
        row.json());
  }

  private static String candidate(MintLife life) {
    JsonLine line =
        new JsonLine()
            .put("t", "token_candidate")
            .put("mint", life.mint)
            .put("name", life.name())
            .put("symbol", life.symbol)
            .put("source", life.source);
    life.candidate.write(line, "ageSec", "lpSol", "buys60", "sells60", "uniques60", "spreadBps");
    line.putJson("safety", "{\"ok\":true,\"reasons\":[]}");
    return life.candidate.write(line, "rugProb").end();
  }
}
