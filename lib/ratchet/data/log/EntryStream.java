package ratchet.data.log;

import java.util.OptionalLong;
import java.util.function.Consumer;
import ratchet.data.log.ContextStream.MintOrder;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Rows;

/**
 * The mints that were entered, one at a time in the order of {@link MintOrder}, each with its price
 * path. Whatever is logged by mint can be merged with it in one pass.
 */
public final class EntryStream {
  private EntryStream() {}

  /**
   * @param visitor gets the same path object each time
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
