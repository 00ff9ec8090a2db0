package ratchet.seed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

/** What the services log of a mint besides its executions. */
final class MintLog {
  /** Of the wallet. */
  static final double EQUITY_SOL = 10;

  /** Fees and tips of a round trip, as a fraction of the notional. */
  private static final double COST = 0.004;

  private final GroundTruth truth;
  private final SeededRandom draws;
  private final SeedTables tables;
  private final Features alpha = Features.of(ModelName.ALPHA);
  private final Scorer hazard = Scorer.of(servedSurvival());

  MintLog(GroundTruth truth, SeededRandom draws, SeedTables tables) {
    this.truth = truth;
    this.draws = draws;
    this.tables = tables;
  }

  /** The candidate is overwritten in place: what its row holds is half an hour younger. */
  void launch(MintLife life, long updatedMs) {
    Candidate later = life.candidate.later(life.ageSeconds(updatedMs), draws);
    tables.add(
        "candidates",
        life.mint,
        life.name(),
        life.symbol,
        life.source,
        later.get("ageSec"),
        later.get("lpSol"),
        (long) later.get("buys60"),
        (long) later.get("sells60"),
        (long) later.get("uniques60"),
        later.get("spreadBps"),
        1,
        "[]",
        null,
        null,
        null,
        SeedTables.datetime(life.launchMs),
        SeedTables.datetime(updatedMs),
        null,
        null,
        null,
        null);
    if (draws.chance(0.6)) {
      tables.add(
          "migration_events",
          life.launchMs,
          life.mint,
          draws.base58(44),
          "pumpfun",
          draws.base58(88));
    }
  }

  void verdict(MintLife life, long ms) {
    String authority = life.isAuthorityActive ? "\"mint_or_freeze_active\"," : "";
    String reasons = "[" + authority + "\"pump_prob:0.500|samples:0\"]";
    tables.add("rug_verdicts", ms, life.mint, life.verdictProb, reasons);
  }

  /** Scores of the three horizons, with the features they were computed from. */
  void score(MintLife life, long ms) {
    double[] vector = alpha.vector(life.candidate.inputs());
    JsonLine line = new JsonLine();
    List<String> names = alpha.names();
    for (int i = 0; i < vector.length; i++) {
      vector[i] = SeededRandom.rounded(vector[i], 6);
      line.put(names.get(i), vector[i]);
      life.scored.put(names.get(i), vector[i]);
    }
    String features = line.end();
    double score10m = truth.served(truth.payoff10m, vector);
    double score60m = truth.served(truth.payoff60m, vector);
    tables.add("scores", ms, life.mint, "10m", score10m, features);
    tables.add("scores", ms, life.mint, "60m", score60m, features);
    tables.add("scores", ms, life.mint, "24h", score60m, features);
  }

  /** The hazard of an open position, as served. */
  void hazard(MintLife life, long ms) {
    Candidate now = life.candidate.with("pnl", life.pnl()).with("rugProb", life.verdictProb);
    Score.Survival score = (Score.Survival) hazard.score(now.inputs());
    tables.add(
        "hazard_states",
        ms,
        life.mint,
        SeededRandom.rounded(score.hazard(), 6),
        Math.round(score.trailBps()),
        score.hazard() < 0.65 ? "[[0.05,0.25],[0.12,0.25],[0.22,0.25]]" : "[[0.05,0.25]]");
  }

  /** What the position brought, net of its costs, in dollars. */
  void close(MintLife life, double solUsd, long ms) {
    life.isClosed = true;
    double notionalUsd = SeededRandom.rounded(life.notionalSol * solUsd, 4);
    double pnlUsd = SeededRandom.rounded(notionalUsd * (life.pnl() - COST), 4);
    double maeBps = SeededRandom.rounded((1 - life.lowestPrice / life.entryPrice) * 10_000, 2);
    tables.add("sizing_outcomes", ms, life.mint, notionalUsd, pnlUsd, maeBps, 1);
  }

  private static SurvivalModel servedSurvival() {
    ModelHeader header =
        new ModelHeader(
            Instant.EPOCH,
            ModelHeader.STATUS_OK,
            List.of(),
            Metrics.NONE,
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty());
    return new SurvivalModel(
        header, new SurvivalModel.Params(120, 40, 300, 0.6, 0.85), Optional.empty());
  }
}
