package ratchet.backtest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The figures of one side's trades: in total, by segment and by day of entry. */
final class ReplayTally implements Consumer<Trade> {
  private final TradeFigures all = new TradeFigures();
  private final Map<String, TradeFigures> segments = new TreeMap<>();
  private final Consumer<Trade> alsoTo;

  ReplayTally(Consumer<Trade> alsoTo) {
    this.alsoTo = alsoTo;
  }

  @Override
  public void accept(Trade trade) {
    all.add(trade);
    String day = day(trade.entryMs());
    for (String segment :
        List.of(
            trade.isMigrated() ? "migration" : "raydium",
            trade.isCongested() ? "congested" : "calm",
            "route:" + trade.route(),
            "day:" + day)) {
      segments.computeIfAbsent(segment, name -> new TradeFigures()).add(trade);
    }
    alsoTo.accept(trade);
  }

  TradeFigures all() {
    return all;
  }

  Map<String, TradeFigures> segments() {
    return segments;
  }

  /** The UTC day of a moment, e.g. {@code 2026-01-31}. */
  static String day(long ms) {
    return Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
