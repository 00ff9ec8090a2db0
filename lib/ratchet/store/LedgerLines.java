package ratchet.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ledger's bytes, cut at newlines.
 *
 * @param whole lines that end in a newline, without it
 * @param rest what follows the last newline: an unfinished write, or nothing
 */
public record LedgerLines(List<byte[]> whole, byte[] rest) {
  static LedgerLines of(byte[] content) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        lines.add(Arrays.copyOfRange(content, start, i));
        start = i + 1;
      }
    }
    return new LedgerLines(lines, Arrays.copyOfRange(content, start, content.length));
  }

  /** Length in bytes of the first so many lines, newlines included. */
  long bytesOf(int lines) {
    return whole.subList(0, lines).stream().mapToLong(line -> line.length + 1L).sum();
  }
}
