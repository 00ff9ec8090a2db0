package ratchet.cli.alias;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ratchet.cli.RunRecord;
import ratchet.model.InputException;
import ratchet.store.AtomicFile;

/**
 * The file of a {@code --metrics-file} option: gauges of the run itself, then those of its results.
 * {@code PREFIX_last_run_timestamp_seconds}, {@code PREFIX_last_run_outcome{outcome}} (exactly one
 * is 1) and {@code PREFIX_last_success_timestamp_seconds}, which is copied from the former file.
 *
 * <p>Until {@link #checked} is called, only a file of gauges is replaced and only a file whose name
 * ends in {@code .prom} is created, so that a mistyped name does not overwrite a model.
 * Thread-safe.
 */
public final class RunGauges {
  private static final String OPTION = "--metrics-file";
  private static final byte[] FIRST_BYTES = "# HELP ".getBytes(StandardCharsets.UTF_8);

  private final String prefix;
  private final Set<RunRecord.End> successes;
  private final Clock clock;
  private Instant began;
  private String body = "";
  private boolean isChecked;
  private Optional<RunRecord.End> written = Optional.empty();

  /**
   * @param prefix of the run's own gauges, e.g. {@code promote}
   * @param successes ends after which the run counts as a success
   */
  public RunGauges(String prefix, Set<RunRecord.End> successes, Clock clock) {
    this.prefix = prefix;
    this.successes = Set.copyOf(successes);
    this.clock = clock;
    this.began = clock.instant();
  }

  /** The caller has checked the name: an existing file may be replaced. */
  public synchronized void checked() {
    isChecked = true;
  }

  /** Writes that the run goes on; the other gauges of the former run stay until the end. */
  public synchronized void begin(Path file) {
    began = clock.instant();
    try {
      if (mayReplace(file)) {
        AtomicFile.write(file, head(file, RunRecord.End.RUNNING) + formerBody(file));
      }
    } catch (InputException e) {
      // the command checks the name itself and reports the error
      written = Optional.empty();
    }
  }

  /**
   * Writes the results of the run.
   *
   * @param families in the text format of Prometheus
   * @throws InputException when the file cannot be written
   */
  public synchronized void write(Path file, String families, RunRecord.End end) {
    body = families;
    AtomicFile.write(file, head(file, end) + body);
    written = Optional.of(end);
  }

  /** Writes the results of one look of a watch, which goes on. */
  public synchronized void writeLook(Path file, String families) {
    began = clock.instant();
    AtomicFile.write(file, head(file, RunRecord.End.RUNNING, Optional.of(began)) + families);
    body = families;
  }

  /**
   * Writes how the run ended.
   *
   * @param file the value of the option; {@code null} if the options were not read
   * @param arguments searched for the option if the options were not read
   * @param rest the other gauges, if the run ended before {@link #write}
   * @throws InputException when the file cannot be written
   */
  public synchronized void end(
      Path file, RunRecord.End end, List<String> arguments, Supplier<String> rest) {
    Path target = file == null ? named(arguments) : file;
    if (target == null || written.equals(Optional.of(end)) || !mayReplace(target)) {
      return;
    }
    AtomicFile.write(target, head(target, end) + (body.isEmpty() ? rest.get() : body));
    written = Optional.of(end);
  }

  private static Path named(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith(OPTION + "=")) {
        return Path.of(word.substring(OPTION.length() + 1));
      }
      if (word.equals(OPTION) && i + 1 < arguments.size()) {
        return Path.of(arguments.get(i + 1));
      }
    }
    return null;
  }

  private boolean mayReplace(Path file) {
    if (isChecked) {
      return true;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return false;
    }
    if (!Files.exists(file)) {
      return file.toString().endsWith(".prom");
    }
    return Files.isRegularFile(file) && beginsAsGauges(file);
  }

  private static boolean beginsAsGauges(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(FIRST_BYTES.length);
      return first.length == 0 || Arrays.equals(first, FIRST_BYTES);
    } catch (IOException e) {
      return false;
    }
  }

  private String head(Path file, RunRecord.End end) {
    return head(file, end, successes.contains(end) ? Optional.of(began) : Optional.empty());
  }

  private String head(Path file, RunRecord.End end, Optional<Instant> success) {
    StringBuilder text = new StringBuilder();
    family(text, "last_run_timestamp_seconds", "When the last run began, unix seconds.");
    text.append(prefix).append("_last_run_timestamp_seconds ");
    text.append(began.getEpochSecond()).append('\n');
    family(text, "last_run_outcome", "How the last run ended; exactly one is 1.");
    for (RunRecord.End one : RunRecord.End.values()) {
      text.append(prefix).append("_last_run_outcome{outcome=\"").append(one.id());
      text.append("\"} ").append(one == end ? 1 : 0).append('\n');
    }
    family(
        text,
        "last_success_timestamp_seconds",
        "When the last run that succeeded began, unix seconds; 0 when none is known.");
    text.append(prefix).append("_last_success_timestamp_seconds ");
    text.append(success.map(Instant::getEpochSecond).orElseGet(() -> formerSuccess(file)));
    return text.append('\n').toString();
  }

  private void family(StringBuilder text, String name, String help) {
    text.append("# HELP ").append(prefix).append('_').append(name).append(' ').append(help);
    text.append("\n# TYPE ").append(prefix).append('_').append(name).append(" gauge\n");
  }

  private long formerSuccess(Path file) {
    String name = prefix + "_last_success_timestamp_seconds ";
    return former(file)
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .filter(value -> value.matches("\\d{1,15}"))
        .map(Long::parseLong)
        .findFirst()
        .orElse(0L);
  }

  /** The gauges in the file but those of the run itself. */
  private String formerBody(Path file) {
    return former(file)
        .filter(line -> !line.replaceFirst("^# (HELP|TYPE) ", "").startsWith(prefix + "_last_"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  static Stream<String> former(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file).stream() : Stream.empty();
    } catch (IOException e) {
      return Stream.empty(); // not text: nothing is copied
    }
  }
}
