package ratchet.seed;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ratchet.features.Inputs;

/** The state of one mint on which later rows depend. */
final class MintLife {
  final String mint;
  final long launchMs;
  final double launchPrice;
  final String symbol;
  final String source;
  final boolean isAuthorityActive;
  final double verdictProb;
  private final double launchAgeSeconds;

  /** The candidate as last seen. */
  Candidate candidate;

  /** The candidate of the first sizing decision, and of the latest. */
  Candidate firstSized;

  Candidate lastSized;

  /** Features of the latest score by name, as logged. */
  Map<String, Double> scored = new HashMap<>();

  /** What the latest sizing decision put on it. */
  double notionalSol;

  /** Known from the entry on. */
  PricePlan plan;

  long entryMs = Long.MAX_VALUE;
  double entryPrice;

  /** No print comes after this. */
  long lastTradeMs = Long.MAX_VALUE;

  long lastPrintMs;
  double lastPrice;
  double peakPrice;
  double lowestPrice;
  boolean isClosed;

  MintLife(String mint, long launchMs, SeededRandom draws) {
    this.mint = mint;
    this.launchMs = launchMs;
    launchPrice = SeededRandom.rounded(draws.uniform(0.3, 9), 4) * 1e-7;
    lastPrice = launchPrice;
    symbol = draws.base58(4).toUpperCase(Locale.ROOT);
    source = draws.chance(0.5) ? "pumpfun" : "raydium";
    isAuthorityActive = draws.chance(0.4);
    candidate = Candidate.fresh(draws);
    launchAgeSeconds = candidate.get("ageSec");
    double known = candidate.get("rugProb");
    verdictProb = Double.isNaN(known) ? SeededRandom.rounded(draws.uniform(0.01, 0.99), 3) : known;
  }

  String name() {
    return "Token " + symbol;
  }

  /** Age in whole seconds, as the services log it. */
  double ageSeconds(long ms) {
    return launchAgeSeconds + Math.rint((ms - launchMs) / 1000.0);
  }

  boolean isEntered() {
    return plan != null;
  }

  /** What the rug model was asked about. */
  Inputs rugInputs() {
    return firstSized.with("authorityActive", isAuthorityActive ? 1 : 0).inputs();
  }

  /** What was known of the position when it was entered. */
  Inputs entryInputs() {
    return lastSized.with("rugProb", verdictProb).inputs();
  }

  Inputs scoredInputs() {
    return Inputs.of(scored);
  }

  void print(double price, long ms) {
    lastPrintMs = ms;
    lastPrice = price;
    peakPrice = Math.max(peakPrice, price);
    lowestPrice = Math.min(lowestPrice, price);
  }

  /** Gain of the last print over the entry, a fraction. */
  double pnl() {
    return lastPrice / entryPrice - 1;
  }
}
