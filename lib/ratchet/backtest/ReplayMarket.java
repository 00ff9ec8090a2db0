package ratchet.backtest;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ratchet.data.log.LoggedContext;
import ratchet.data.log.ReplayReader;
import ratchet.features.Inputs;

/**
 * The state of the market at the present time of a replay, without later information. A mint
 * without an event for a day is removed, so that memory does not grow with the log.
 */
final class ReplayMarket {
  private static final long FORGET_AFTER_MS = ReplayReader.BEFORE.toMillis();
  private static final long VERDICT_VALID_MS = 3_600_000;
  private static final int MOST_ROUTES = 10_000;

  /** The state of one mint. */
  private static final class Mint {
    private long touchedMs;
    private LoggedContext sized;
    private double notionalUsd = Double.NaN;
    private long verdictMs = Long.MIN_VALUE;
    private boolean isAuthorityActive;
    private double rugProb = Double.NaN;
    private boolean isMigrated;
  }

  private final Map<String, Mint> mints = new LinkedHashMap<>(1024, 0.75f, true);
  private final Map<String, LoggedContext> routes = new HashMap<>();
  private final Map<String, Double> feeLamports = new HashMap<>();
  private double solUsd = Double.NaN;
  private long solMs = Long.MIN_VALUE;

  void forget(long nowMs) {
    Iterator<Mint> oldest = mints.values().iterator();
    while (oldest.hasNext() && oldest.next().touchedMs < nowMs - FORGET_AFTER_MS) {
      oldest.remove();
    }
  }

  void solPrice(long ms, double usd) {
    solUsd = usd;
    solMs = ms;
  }

  void migrated(long ms, String mint) {
    touch(ms, mint).isMigrated = true;
  }

  void sized(long ms, String mint, double notionalUsd, LoggedContext candidate) {
    Mint own = touch(ms, mint);
    own.sized = candidate;
    own.notionalUsd = notionalUsd;
  }

  void rugVerdict(long ms, String mint, boolean isAuthorityActive, double rugProb) {
    Mint own = touch(ms, mint);
    own.verdictMs = ms;
    own.isAuthorityActive = isAuthorityActive;
    own.rugProb = rugProb;
  }

  void predicted(String route, LoggedContext context) {
    if (routes.size() < MOST_ROUTES || routes.containsKey(route)) {
      routes.put(route, context);
    }
  }

  /** Records the fee of an attempt on a route; an unknown fee changes nothing. */
  void paid(String route, double lamports) {
    if (Double.isFinite(lamports)
        && (feeLamports.size() < MOST_ROUTES || feeLamports.containsKey(route))) {
      feeLamports.put(route, lamports);
    }
  }

  /** The fee of the latest attempt on a route, lamports; NaN where none is known. */
  double feeLamports(String route) {
    return feeLamports.getOrDefault(route, Double.NaN);
  }

  /** The latest price of one SOL in USD, at most a day old; NaN where none is known. */
  double solUsd(long nowMs) {
    return nowMs - solMs <= FORGET_AFTER_MS && solMs != Long.MIN_VALUE ? solUsd : Double.NaN;
  }

  boolean isMigrated(String mint) {
    Mint own = mints.get(mint);
    return own != null && own.isMigrated;
  }

  /** The latest candidate of a mint, not older than the tolerance. */
  Optional<LoggedContext> candidate(String mint, long nowMs, long toleranceMs) {
    Mint own = mints.get(mint);
    boolean known = own != null && own.sized != null && nowMs - own.sized.ms() <= toleranceMs;
    return known ? Optional.of(own.sized) : Optional.empty();
  }

  double notionalUsd(String mint) {
    Mint own = mints.get(mint);
    return own == null ? Double.NaN : own.notionalUsd;
  }

  /** The latest context with the result of the rug check, if that is at most an hour old. */
  Inputs position(String mint, LoggedContext candidate, long nowMs) {
    Mint own = mints.get(mint);
    boolean rugVerdict = own != null && own.verdictMs >= nowMs - VERDICT_VALID_MS;
    double authority = rugVerdict ? (own.isAuthorityActive ? 1 : 0) : Double.NaN;
    double rugProb = rugVerdict ? own.rugProb : Double.NaN;
    return name -> {
      if (name.equals("authorityActive") && !Double.isNaN(authority)) {
        return authority;
      }
      if (name.equals("rugProb") && !Double.isNaN(rugProb)) {
        return rugProb;
      }
      return candidate.get(name);
    };
  }

  /** The context of a route, not older than the tolerance. */
  Optional<LoggedContext> route(String route, long nowMs, long toleranceMs) {
    LoggedContext context = routes.get(route);
    boolean known = context != null && nowMs - context.ms() <= toleranceMs;
    return known ? Optional.of(context) : Optional.empty();
  }

  private Mint touch(long ms, String mint) {
    Mint own = mints.computeIfAbsent(mint, name -> new Mint());
    own.touchedMs = ms;
    return own;
  }
}
