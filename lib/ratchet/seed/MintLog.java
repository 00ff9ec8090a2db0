package ratchet.seed;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
  private static final String[] ARMS = {"0.25", "0.5", "1.0"};
  private static final double BASE_NOTIONAL_USD = 200;

  /** Share of sizing decisions that explore. */
  private static final double EXPLORED = 0.3;

  private static final double EXPLORATION_TEMPERATURE = 0.4;

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
    String symbol = draws.base58(4).toUpperCase(Locale.ROOT);
    tables.add(
        "candidates",
        life.mint,
        "Token " + symbol,
        symbol,
        draws.chance(0.7) ? "pumpfun" : "raydium",
        later.get("ageSec"),
        later.get("lpSol"),
        (long) later.get("buys60"),
        (long) later.get("sells60"),
        (long) later.get("uniques60"),
        later.get("spreadBps"),
        life.isAuthorityActive ? 0 : 1,
        life.isAuthorityActive ? "[\"authority\"]" : "[]",
        SeedTables.datetime(life.launchMs),
        SeedTables.datetime(updatedMs));
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
    String reasons = "[" + authority + "\"pump_prob:" + life.verdictProb + "\"]";
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

  void size(MintLife life, long ms) {
    life.lastSized = life.candidate;
    if (life.firstSized == null) {
      life.firstSized = life.candidate;
    }
    double confidence = truth.served(truth.payoff10m, alpha.vector(life.candidate.inputs()));
    double[] scores = {0.5 - 0.5 * confidence, 0.35, confidence};
    boolean explored = draws.chance(EXPLORED);
    double[] probabilities = FeePolicy.softmax(scores, EXPLORATION_TEMPERATURE);
    int arm = explored ? draws.index(probabilities) : best(scores);
    life.notionalUsd = BASE_NOTIONAL_USD * Double.parseDouble(ARMS[arm]);
    JsonLine line = new JsonLine().putJson("ctx", candidate(life));
    if (explored) {
      line.put("probs", probabilities).put("armIndex", arm);
    }
    tables.add(
        "sizing_decisions",
        null,
        life.mint,
        10_000.0,
        7_500.0,
        "standard",
        "{\"max\":" + (long) BASE_NOTIONAL_USD + "}",
        life.notionalUsd,
        explored ? "explore" : "greedy",
        SeedTables.datetime(ms),
        ms,
        ARMS[arm],
        life.notionalUsd,
        line.end());
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
        SeededRandom.rounded(score.trailBps(), 2),
        "[{\"atBps\":500,\"fraction\":0.3},{\"atBps\":1500,\"fraction\":0.4}]");
  }

  /** What the position brought, net of its costs. */
  void close(MintLife life, long ms) {
    life.isClosed = true;
    double pnlUsd = SeededRandom.rounded(life.notionalUsd * (life.pnl() - COST), 4);
    double maeBps = SeededRandom.rounded((1 - life.lowestPrice / life.entryPrice) * 10_000, 2);
    tables.add("sizing_outcomes", ms, life.mint, life.notionalUsd, pnlUsd, maeBps, 1);
  }

  private static String candidate(MintLife life) {
    JsonLine line = new JsonLine().put("mint", life.mint);
    life.candidate.write(
        line,
        "ageSec",
        "lpSol",
        "buys60",
        "sells60",
        "uniques60",
        "spreadBps",
        "volatilityBps",
        "rugProb",
        "authorQualityMean",
        "authorQualityTop",
        "authorMentions",
        "lunarBoost");
    return line.end();
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
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
