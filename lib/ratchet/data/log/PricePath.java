package ratchet.data.log;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Rows;

/**
 * The prices of one mint from its entry on: the first filled execution, and every later print in
 * the order of time. Prints at the time of the entry are left out, because it is not known whether
 * they came after it.
 */
public final class PricePath {
  /** Tolerance for prices that miss a bound by rounding only. */
  private static final double ROUNDING = 1e-9;

  private static final double BPS = 10_000;

  private String mint = "";
  private int part;
  private long entryMs;
  private double entryPrice;
  private double slipGapBps;
  private long[] times = new long[64];
  private double[] prices = new double[64];
  private int size;

  /**
   * @param ofPart the part of the database that logged the entry
   */
  void start(String ofMint, int ofPart, long ms, double price, double gapBps) {
    mint = ofMint;
    part = ofPart;
    entryMs = ms;
    entryPrice = price;
    slipGapBps = gapBps;
    size = 0;
  }

  void print(long ms, double price) {
    if (ms <= entryMs) {
      return;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      prices = Arrays.copyOf(prices, size * 2);
    }
    times[size] = ms;
    prices[size] = price;
    size++;
  }

  /** The mint. */
  public String mint() {
    return mint;
  }

  /** Index of the part of the database that logged the entry. */
  public int part() {
    return part;
  }

  /** When the mint was entered, milliseconds since the epoch. */
  public long entryMs() {
    return entryMs;
  }

  /** The realised minus the requested slippage of the entry, basis points; NaN when unknown. */
  public double slipGapBps() {
    return slipGapBps;
  }

  /** The number of prints after the entry, up to and including {@code windowMs} after it. */
  public int countWithin(long windowMs) {
    int count = 0;
    while (count < size && times[count] - entryMs <= windowMs) {
      count++;
    }
    return count;
  }

  /** Whether there are more prints than the first {@code count}. */
  public boolean isSeenAfter(int count) {
    return count < size;
  }

  /** Whether the price was seen at or above entry·(1 + gain) within the window. */
  public boolean gained(double gain, long windowMs) {
    return peakRatio(countWithin(windowMs)) - 1 >= gain - ROUNDING;
  }

  /** Whether the price was seen at or below the fraction of the entry price within the window. */
  public boolean fellTo(double fraction, long windowMs) {
    return lowestRatio(countWithin(windowMs)) <= fraction + ROUNDING;
  }

  /** Whether the price was seen above the fraction of the entry price after the window. */
  public boolean wasAboveAfter(double fraction, long windowMs) {
    for (int i = countWithin(windowMs); i < size; i++) {
      if (prices[i] / entryPrice > fraction + ROUNDING) {
        return true;
      }
    }
    return false;
  }

  /** Highest of the entry and the first {@code count} prints, over the entry price. */
  public double peakRatio(int count) {
    double peak = 1;
    for (int i = 0; i < count; i++) {
      peak = Math.max(peak, prices[i] / entryPrice);
    }
    return peak;
  }

  /** Lowest of the entry and the first {@code count} prints, over the entry price. */
  public double lowestRatio(int count) {
    double lowest = 1;
    for (int i = 0; i < count; i++) {
      lowest = Math.min(lowest, prices[i] / entryPrice);
    }
    return lowest;
  }

  /** Milliseconds from the entry to the first print at the peak; 0 when the entry is the peak. */
  public long timeToPeakMs(int count) {
    int prints = countToPeak(count);
    return prints == 0 ? 0 : times[prints - 1] - entryMs;
  }

  /**
   * Deepest fall from the running peak on the way to the peak of the first {@code count} prints,
   * basis points: a wider trail would not have stopped before the peak. 0 when the entry is the
   * peak.
   */
  public double drawdownToPeakBps(int count) {
    return drawdownBps(countToPeak(count));
  }

  /**
   * The number of prints up to and including the first at the peak; 0 when the entry is the peak.
   */
  private int countToPeak(int count) {
    double peak = peakRatio(count);
    for (int i = 0; i < count; i++) {
      if (prices[i] / entryPrice == peak && peak > 1) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Index of the first of {@code count} prints that is a stop; {@code count} when none is. */
  public int firstStop(double trailBps, int count) {
    double peak = entryPrice;
    for (int i = 0; i < count; i++) {
      peak = Math.max(peak, prices[i]);
      if ((1 - prices[i] / peak) * BPS >= trailBps - ROUNDING * BPS) {
        return i;
      }
    }
    return count;
  }

  /** Deepest fall from the running peak over the first {@code count} prints, basis points. */
  public double drawdownBps(int count) {
    double peak = entryPrice;
    double deepest = 0;
    for (int i = 0; i < count; i++) {
      peak = Math.max(peak, prices[i]);
      deepest = Math.max(deepest, (1 - prices[i] / peak) * BPS);
    }
    return deepest;
  }

  /** Milliseconds from the entry to a print. */
  public long elapsedMs(int index) {
    return times[index] - entryMs;
  }

  /** Gain of a print over the entry price, basis points. */
  public double gainBps(int index) {
    return (prices[index] / entryPrice - 1) * BPS;
  }

  /**
   * Visits the mints that were entered, one at a time in the order of {@link
   * ContextStream.MintOrder}. Other rows in that order can be merged in the same pass.
   *
   * @param asOfMs later prints are ignored, milliseconds since the epoch; empty to read all @param
   *     visitor receives the same path object each time
   */
  public static void forEach(Database database, OptionalLong asOfMs, Consumer<PricePath> visitor) {
    PricePath path = new PricePath();
    try (Rows prints =
        Rows.open(
            database, Execution.PRINT_ORDER, Execution.PRINTS, asOfMs.orElse(Long.MAX_VALUE))) {
      while (prints.hasRow()) {
        String mint = prints.text(1);
        path.start(mint, prints.part(), prints.whole(2), prints.number(3), prints.number(4));
        prints.advance();
        while (prints.hasRow() && mint.equals(prints.text(1))) {
          path.print(prints.whole(2), prints.number(3));
          prints.advance();
        }
        visitor.accept(path);
      }
    }
  }
}
