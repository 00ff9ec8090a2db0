package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file {@code <alias>.rollout}: it marks a version that promote is rolling out to the runtimes
 * in waves. While the file exists, a runtime that watches the alias does not load this version by
 * itself; it waits for a reload request. A file older than {@link #VALID_FOR} is ignored, because
 * the process that wrote it must have crashed.
 */
public final class RolloutMarker {
  public static final String SUFFIX = ".rollout";

  /** Size limit of the file in bytes. */
  public static final int MAX_BYTES = 4096;

  /** How long the file is valid after its last modification. */
  public static final Duration VALID_FOR = Duration.ofHours(1);

  private RolloutMarker() {}

  /** The path of the marker: in the alias's folder. */
  public static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SUFFIX);
  }

  /**
   * The content of the file: {@code {"sha256": …}}.
   *
   * @param sha256 digest of the version that is being rolled out
   */
  public static byte[] toBytes(String sha256) {
    String line = Json.line(Json.MAPPER.createObjectNode().put("sha256", sha256));
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The digest in the content.
   *
   * @throws MalformedJsonException when the content is not what {@link #toBytes} writes
   */
  public static String read(byte[] content) {
    String sha256 = Json.read(content).path("sha256").asText();
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new MalformedJsonException("has no valid sha256");
    }
    return sha256;
  }
}
