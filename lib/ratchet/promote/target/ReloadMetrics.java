package ratchet.promote.target;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.ModelName;

/**
 * The version that a runtime serves, read from its metrics page in the text format of Prometheus:
 * {@code fillnet_model_info{sha256="…"} 1} and {@code fillnet_model_epoch_seconds 1.7E9}.
 *
 * @param sha256 of the file, 64 hex digits; empty when the page does not have it
 * @param epochSeconds the model's {@code created}, Unix seconds; empty when the page does not have
 *     it
 */
public record ReloadMetrics(Optional<String> sha256, OptionalLong epochSeconds) {
  /** Of a runtime whose page does not name its version. */
  public static final ReloadMetrics UNKNOWN =
      new ReloadMetrics(Optional.empty(), OptionalLong.empty());

  private static final Pattern SHA256 = Pattern.compile("[{,]\\s*sha256\\s*=\\s*\"([^\"\\\\]*)\"");

  /** Reads a metrics page; lines of other metrics are ignored. */
  public static ReloadMetrics read(ModelName model, byte[] page) {
    List<String> lines =
        new String(page, StandardCharsets.UTF_8).lines().map(String::strip).toList();
    return new ReloadMetrics(
        lines.stream()
            .filter(line -> line.startsWith(model.id() + "_model_info{"))
            .filter(line -> value(line).orElse(0.0) == 1.0)
            .map(SHA256::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .findFirst(),
        lines.stream()
            .filter(line -> line.matches(model.id() + "_model_epoch_seconds[\\s{].*"))
            .flatMap(line -> value(line).stream())
            .mapToLong(Double::longValue)
            .findFirst());
  }

  /** The number after the labels; a time stamp may follow it. */
  private static Optional<Double> value(String line) {
    String rest = line.substring(Math.max(line.lastIndexOf('}') + 1, line.indexOf(' '))).strip();
    try {
      return Optional.of(Double.valueOf(rest.split("\\s+", 2)[0]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
