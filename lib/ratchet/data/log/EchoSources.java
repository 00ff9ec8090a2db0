package ratchet.data.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ratchet.data.sqlite.Database;

/**
 * The sources of {@code sim_exec_outcomes} that measure nothing: their outcomes repeat an input or
 * a model's output. The executor in shadow mode and the replay tool ({@code shadow}, {@code
 * shadow_replay}) are always echoes. Another source with at least 100 rows is one if one of its
 * outcomes is constant, or if its slippage equals the request in 95 % of them. Such rows are used
 * as prices, but never as labels.
 */
public final class EchoSources {
  /** What the rows of a source are. */
  public enum Kind {
    MEASUREMENT,
    /** An echo, by the name of its source. */
    ECHO_BY_SOURCE,
    /** An echo, by the outcomes of its source. */
    ECHO_BY_DATA
  }

  /** No source is an echo; for live attempts. */
  static final EchoSources NONE = new EchoSources(Map.of());

  private final Map<ByteBuffer, Kind> kinds;
  private byte[] lastSource;
  private Kind lastKind;

  private EchoSources(Map<ByteBuffer, Kind> kinds) {
    this.kinds = kinds;
  }

  /** Finds the echoes from all rows up to a time, milliseconds since the epoch. */
  public static EchoSources of(Database database, long untilMs) {
    return of(SourceTally.of(database, untilMs));
  }

  /**
   * Finds the echoes from the outcomes of each source.
   *
   * @param tallies by source
   */
  public static EchoSources of(Map<String, SourceTally> tallies) {
    Map<ByteBuffer, Kind> kinds = new HashMap<>();
    SourceTally.SHADOWS.forEach(source -> kinds.put(SourceTally.key(source), Kind.ECHO_BY_SOURCE));
    tallies.forEach(
        (source, tally) -> {
          if (tally.isEcho()) {
            kinds.put(SourceTally.key(source), Kind.ECHO_BY_DATA);
          }
        });
    return new EchoSources(kinds);
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
