package ratchet.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;

/** Ledgers of any length, written without a sync for each line; no alias is anywhere. */
public final class LargeLedger {
  private static final String[] VERSIONS = {null, "a".repeat(64), "b".repeat(64), "c".repeat(64)};

  private LargeLedger() {}

  /** The events, as they are in the file. */
  public static List<LedgerEvent> write(Path file, int events, long seed) {
    List<LedgerEvent> written = new ArrayList<>();
    write(file, events, seed, written::add);
    return written;
  }

  /**
   * Mostly refusals, some promotions, failures and rollbacks; in the end no alias is left, so that
   * opening the folder finds nothing to fix.
   */
  public static void write(Path file, int events, long seed, Consumer<LedgerEvent> written) {
    Random random = new Random(seed);
    String previous = null;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < events; i++) {
        LedgerEvent event = event(events - i, random, i).withPrevious(previous);
        byte[] line = Json.line(event.toJson()).getBytes(StandardCharsets.UTF_8);
        out.write(line);
        out.write('\n');
        previous = Digest.of(line);
        written.accept(event);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param left how many follow; the last four remove what is live
   */
  static LedgerEvent event(int left, Random random, int second) {
    ModelName[] names = ModelName.values();
    boolean last = left <= names.length;
    LedgerEvent.Kind[] kinds = LedgerEvent.Kind.values();
    LedgerEvent.Kind kind =
        last
            ? LedgerEvent.Kind.ROLLED_BACK
            : random.nextInt(10) < 7
                ? LedgerEvent.Kind.REFUSED
                : kinds[random.nextInt(kinds.length)];
    LedgerEvent event =
        LedgerEvent.of(
            StoredVersions.NOON.plusSeconds(second + random.nextInt(60)),
            kind,
            last ? names[left % names.length] : names[random.nextInt(names.length)],
            VERSIONS[random.nextInt(VERSIONS.length)],
            last ? null : VERSIONS[random.nextInt(VERSIONS.length)],
            "reason " + second,
            new LedgerAuthor("cron", "bot", "promote"));
    return event.withGates(
        Json.read("[{\"name\":\"brier_improves\",\"measured\":0.0312,\"passed\":true}]"));
  }
}
