package ratchet.data.training;

import ratchet.data.log.EntryStream;
import ratchet.data.log.MintOrder;
import ratchet.data.log.PricePath;

/** What one model learns of each mint that was entered, as {@link EntryStream} passes by. */
interface EntryReader extends AutoCloseable {
  /**
   * @param path of the next mint in the order of {@link MintOrder}; good until this returns
   */
  void entry(PricePath path);

  /** Of the entries so far. */
  TrainingSummary summary();

  @Override
  void close();
}
