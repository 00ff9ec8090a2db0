package ratchet.cli.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import ratchet.backtest.Trade;
import ratchet.model.InputException;

/** Writes trades to a CSV file during a backtest. */
public final class TradeFile implements BiConsumer<String, Trade>, AutoCloseable {
  private final Path file;
  private final BufferedWriter out;

  private TradeFile(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  /**
   * @throws InputException when it cannot be written
   */
  public static TradeFile create(Path file) {
    try {
      TradeFile trades = new TradeFile(file, Files.newBufferedWriter(file));
      trades.write(Trade.HEADER);
      return trades;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void accept(String side, Trade trade) {
    write(trade.line(side));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private void write(String line) {
    try {
      out.write(line + "\n");
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static InputException failure(Path file, IOException cause) {
    return new InputException(
        file + " cannot be written: " + cause.getMessage(), "name another file", cause);
  }
}
