package ratchet.health.summary;

import java.nio.file.Path;

/**
 * What there is for records to wait in.
 *
 * @param folder to have a file in, where there are more than a buffer holds
 * @param bufferBytes of memory for one buffer, which has room for one record in any case
 */
public record SpoolSpace(Path folder, int bufferBytes) {
  private static final int STANDARD_BYTES = 1 << 20;

  /** The folder that the JVM has for temporary files, and a mebibyte. */
  public static SpoolSpace standard() {
    return new SpoolSpace(Path.of(System.getProperty("java.io.tmpdir")), STANDARD_BYTES);
  }
}
