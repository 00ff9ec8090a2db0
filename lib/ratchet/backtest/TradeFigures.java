package ratchet.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import ratchet.evaluation.NumberText;
import ratchet.model.Json;

/**
 * The figures of a stream of trades, which must be in the order in which they were closed. A failed
 * attempt counts in every figure with its cost: {@code hit_rate} and {@code sharpe_per_trade} are
 * per attempt, and {@code return_bps} includes it.
 */
public final class TradeFigures {
  private static final double MS_PER_HOUR = 3_600_000;
  private static final double BPS = 10_000;

  private long attempts;
  private long trades;
  private long wins;
  private double netUsd;
  private double grossUsd;
  private double feeUsd;
  private double slipUsd;
  private double errorUsd;
  private double turnoverUsd;
  private double exposureUsdHours;
  private double maeBps;
  private double squares;
  private double peakUsd;
  private double drawdownUsd;

  void add(Trade trade) {
    attempts++;
    netUsd += trade.netUsd();
    grossUsd += trade.grossUsd();
    feeUsd += trade.feeUsd();
    slipUsd += trade.slipUsd();
    errorUsd += trade.errorUsd();
    peakUsd = Math.max(peakUsd, netUsd);
    drawdownUsd = Math.max(drawdownUsd, peakUsd - netUsd);
    wins += trade.netUsd() > 0 ? 1 : 0;
    squares += trade.netUsd() * trade.netUsd();
    if (trade.isFilled()) {
      trades++;
      turnoverUsd += trade.notionalUsd();
      exposureUsdHours += trade.notionalUsd() * (trade.exitMs() - trade.entryMs()) / MS_PER_HOUR;
      maeBps += trade.maeBps();
    }
  }

  public double netUsd() {
    return netUsd;
  }

  /** Positions that were opened and closed. */
  public long trades() {
    return trades;
  }

  /** By the names that documents and {@code backtest_results} use; NaN where undefined. */
  public Map<String, Double> byName() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("net_usd", netUsd);
    figures.put("gross_usd", grossUsd);
    figures.put("fee_usd", feeUsd);
    figures.put("slip_usd", slipUsd);
    figures.put("fillnet_error_usd", errorUsd);
    figures.put("landed_rate", share(trades, attempts));
    figures.put("trades", (double) trades);
    figures.put("attempts", (double) attempts);
    figures.put("hit_rate", share(wins, attempts));
    figures.put("max_drawdown_usd", drawdownUsd);
    figures.put("sharpe_per_trade", sharpe());
    figures.put("turnover_usd", turnoverUsd);
    figures.put("return_bps", BPS * share(netUsd, turnoverUsd));
    figures.put("exposure_usd_hours", exposureUsdHours);
    figures.put("mae_bps", share(maeBps, trades));
    return figures;
  }

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    byName()
        .forEach(
            (name, value) -> {
              if (name.equals("trades") || name.equals("attempts")) {
                json.put(name, value.longValue());
              } else {
                json.put(name, NumberText.orNull(value));
              }
            });
    return json;
  }

  /** Mean over standard deviation of the net result of an attempt. */
  private double sharpe() {
    double mean = netUsd / attempts;
    double variance = (squares - attempts * mean * mean) / (attempts - 1);
    return attempts > 1 && variance > 0 ? mean / Math.sqrt(variance) : Double.NaN;
  }

  private static double share(double part, double whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }
}
