package ratchet.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * The append-only book of what happened to the aliases: one JSON object per line, each with the
 * SHA-256 of the line before it (its bytes without the newline; {@code null} in the first), so that
 * an edit is found.
 *
 * <p>Anybody may read at any time; only the holder of the {@link AliasStore} appends.
 */
public final class Ledger {
  private final Path file;
  private final FileOperations disk;

  public Ledger(Path file) {
    this(file, new LocalFileOperations());
  }

  Ledger(Path file, FileOperations disk) {
    this.file = file;
    this.disk = disk;
  }

  public Path file() {
    return file;
  }

  /**
   * Writes one line and forces it to the device.
   *
   * @return the event as written, with {@code previous} filled in
   * @throws InputException when it cannot be written; the ledger is then as it was
   */
  public LedgerEvent append(LedgerEvent event) {
    LedgerLines lines = lines();
    if (lines.rest().length > 0) {
      throw new InputException(
          file + " ends in an unfinished line", "run again: opening the models folder mends it");
    }
    int count = lines.whole().size();
    LedgerEvent chained =
        event.withPrevious(count == 0 ? null : Digest.of(lines.whole().get(count - 1)));
    byte[] line = (Json.line(chained.toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      disk.append(file, line);
      if (count == 0) {
        disk.sync(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot append to", file, takeBack(lines.bytesOf(count), e), e);
    }
    return chained;
  }

  private String takeBack(long length, IOException failure) {
    try {
      if (Files.exists(file)) {
        disk.truncate(file, length);
      }
      return "the ledger is as it was";
    } catch (IOException e) {
      failure.addSuppressed(e);
      return "its last line is unfinished, and the next run sets it aside";
    }
  }

  /**
   * Every event, oldest first; none when there is no ledger. What follows the last newline is not
   * an event yet: somebody is writing it, or died doing so.
   *
   * @throws InputException naming the line that is no event
   */
  public List<LedgerEvent> read() {
    List<LedgerEvent> events = new ArrayList<>();
    for (byte[] line : lines().whole()) {
      try {
        events.add(LedgerEventReader.read(line));
      } catch (MalformedJsonException e) {
        throw new InputException(
            file + " line " + (events.size() + 1) + " " + e.getMessage(),
            "restore the line from a backup, or move the file away to begin a new ledger");
      }
    }
    return List.copyOf(events);
  }

  /** Walks the chain from the first line. */
  public LedgerVerification verify() {
    LedgerLines lines = lines();
    String expected = null;
    int number = 0;
    for (byte[] line : lines.whole()) {
      number++;
      try {
        String previous = LedgerEventReader.read(line).previous();
        if (expected == null ? previous != null : !expected.equals(previous)) {
          return new LedgerVerification.Broken(number, mismatch(previous, expected));
        }
      } catch (MalformedJsonException e) {
        return new LedgerVerification.Broken(number, e.getMessage());
      }
      expected = Digest.of(line);
    }
    return lines.rest().length == 0
        ? new LedgerVerification.Intact(number)
        : new LedgerVerification.Broken(number + 1, "is unfinished: it does not end in a newline");
  }

  private static String mismatch(String previous, String expected) {
    return expected == null
        ? "names a line before it (" + previous + "), but is the first"
        : "names " + previous + " as the line before it, which has the digest " + expected;
  }

  public LedgerLines lines() {
    if (!Files.exists(file)) {
      return LedgerLines.of(new byte[0]);
    }
    try {
      return LedgerLines.of(disk.read(file));
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }
}
