package ratchet.seed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A log as the services left it, from the folder of test data. */
public final class ServicesLog {
  private ServicesLog() {}

  /** Unpacks it; where it is absent the test is skipped. */
  public static Path unpack(Path folder) {
    String data = System.getenv().getOrDefault("RATCHET_TEST_DATA", "../shared/data");
    Path packed = Path.of(data, "services_log.db.gz");
    assumeTrue(Files.isRegularFile(packed), packed + " is absent");
    Path file = folder.resolve("services_log.db");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      Files.copy(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
