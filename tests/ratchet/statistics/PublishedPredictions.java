package ratchet.statistics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real predictions that nobody here made, from the folder of test data. */
record PublishedPredictions(double[] labels, double[] probabilities) {
  /** Skips the test where the folder is not there. */
  static Path file(String name) {
    String folder = System.getenv().getOrDefault("RATCHET_TEST_DATA", "../shared/data");
    Path file = Path.of(folder).resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return file;
  }

  static PublishedPredictions read(String name) {
    try {
      List<String[]> rows =
          Files.readAllLines(file(name)).stream().skip(1).map(line -> line.split(",")).toList();
      return new PublishedPredictions(
          rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray(),
          rows.stream().mapToDouble(row -> Double.parseDouble(row[2])).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
