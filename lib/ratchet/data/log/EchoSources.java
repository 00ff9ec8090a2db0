package ratchet.data.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Timestamps;

/**
 * Which sources of {@code sim_exec_outcomes} measure nothing: their outcome repeats an input or a
 * model's output. The executor in shadow mode and the replay tool ({@code shadow}, {@code
 * shadow_replay}) always do; another source of at least 100 rows does where one of its outcomes is
 * constant, or equals the request in 95 %. Such rows show prices, and are never labels.
 */
public final class EchoSources {
  /** What a row of a source is. */
  public enum Kind {
    MEASUREMENT,
    /** By the name of its source. */
    ECHO_BY_SOURCE,
    /** By what its source's rows say. */
    ECHO_BY_DATA
  }

  static final List<String> SHADOWS = List.of("shadow", "shadow_replay");

  /** Nothing echoes: of a log that is none of simulations. */
  static final EchoSources NONE = new EchoSources(Map.of());

  private static final double EQUAL_SHARE = 0.95;

  private static final String SLIPPAGE =
      "CASE WHEN filled <> 0 AND typeof(slippage_bps_real) IN ('integer','real') THEN"
          + " slippage_bps_real END";
  private static final String TIME =
      "CASE WHEN filled <> 0 AND typeof(time_to_land_ms) IN ('integer','real') THEN"
          + " time_to_land_ms END";
  private static final String FILLED =
      "CASE WHEN typeof(filled) IN ('integer','real') THEN filled <> 0 END";

  /** Of every other source that has enough rows: what its outcomes are like. */
  private static final String OUTCOMES =
      "SELECT source, count(filled) > 1 AND min(filled) = max(filled), count(slip),"
          + " count(slip) > 1 AND min(slip) = max(slip), sum(slip = asked),"
          + " count(land) > 1 AND min(land) = max(land) FROM (SELECT"
          + " CAST(ifnull(source, '') AS TEXT) AS source, "
          + FILLED
          + " AS filled, "
          + SLIPPAGE
          + " AS slip, "
          + TIME
          + " AS land, slippage_bps_req AS asked FROM sim_exec_outcomes WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND "
          + Timestamps.milliseconds("ts")
          + " <= ?1 AND ifnull(source, '') NOT IN ('shadow', 'shadow_replay')) GROUP BY source"
          + " HAVING count(*) >= 100";

  private final Map<ByteBuffer, Kind> kinds;
  private byte[] lastSource;
  private Kind lastKind;

  private EchoSources(Map<ByteBuffer, Kind> kinds) {
    this.kinds = kinds;
  }

  /** By all rows up to a moment. */
  public static EchoSources of(Database database, long untilMs) {
    Map<ByteBuffer, Kind> kinds = new HashMap<>();
    SHADOWS.forEach(source -> kinds.put(key(source), Kind.ECHO_BY_SOURCE));
    Sql.forEach(
        database,
        OUTCOMES,
        row -> {
          boolean isConstant = row.getBoolean(2) || row.getBoolean(4) || row.getBoolean(6);
          boolean equals = row.getLong(5) >= EQUAL_SHARE * row.getLong(3) && row.getLong(3) > 1;
          if (isConstant || equals) {
            kinds.put(key(row.getString(1)), Kind.ECHO_BY_DATA);
          }
        },
        untilMs);
    return new EchoSources(kinds);
  }

  private static ByteBuffer key(String source) {
    return ByteBuffer.wrap(source.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What the rows of a source are.
   *
   * @param source in UTF-8; null where none was logged
   */
  Kind kind(byte[] source) {
    byte[] named = source == null ? new byte[0] : source;
    if (lastSource == null || !Arrays.equals(lastSource, named)) {
      lastSource = named;
      lastKind = kinds.getOrDefault(ByteBuffer.wrap(named), Kind.MEASUREMENT);
    }
    return lastKind;
  }
}
