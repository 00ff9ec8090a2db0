package ratchet.data.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ratchet.data.sqlite.Database;

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

  /** Nothing echoes: of a log that is none of simulations. */
  static final EchoSources NONE = new EchoSources(Map.of());

  private final Map<ByteBuffer, Kind> kinds;
  private byte[] lastSource;
  private Kind lastKind;

  private EchoSources(Map<ByteBuffer, Kind> kinds) {
    this.kinds = kinds;
  }

  /** By all rows up to a moment. */
  public static EchoSources of(Database database, long untilMs) {
    return of(SourceTally.of(database, untilMs));
  }

  /**
   * By what the sources' rows are like.
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
