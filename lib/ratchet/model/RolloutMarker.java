package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file {@code <alias>.rollout}: a version of this alias is being confirmed by one runtime after
 * the other. As long as it is there, a runtime that watches the alias does not load this version by
 * itself; it waits for a request to reload, which is its turn. A file that is older than {@link
 * #VALID_FOR} is ignored: the process that wrote it did not end in order.
 */
public final class RolloutMarker {
  public static final String SUFFIX = ".rollout";

  /** No more is read of it. */
  public static final int MAX_BYTES = 4096;

  /** From its last modification. */
  public static final Duration VALID_FOR = Duration.ofHours(1);

  private RolloutMarker() {}

  /** Where it lies, beside the alias as its signatures do. */
  public static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SUFFIX);
  }

  /**
   * {@code {"sha256": …}}.
   *
   * @param sha256 of the version that is being rolled out
   */
  public static byte[] toBytes(String sha256) {
    String line = Json.line(Json.MAPPER.createObjectNode().put("sha256", sha256));
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The version that is being rolled out.
   *
   * @throws MalformedJsonException for anything that {@link #toBytes} does not write
   */
  public static String read(byte[] content) {
    String sha256 = Json.read(content).path("sha256").asText();
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new MalformedJsonException("names no version in sha256");
    }
    return sha256;
  }
}
