package ratchet.seed;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows that a run wrote or removed.
 *
 * @param rows by table
 * @param truthFile what the rows were generated from; for a purge, the file that was removed
 */
public record SeedReport(Map<String, Long> rows, Path truthFile) {
  public SeedReport {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  public long total() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }
}
