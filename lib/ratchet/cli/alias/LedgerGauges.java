package ratchet.cli.alias;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.store.AliasReader;
import ratchet.store.AtomicFile;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/**
 * Gauges of each model from the ledger and the aliases, in the text format of Prometheus: {@code
 * promote_refusals_in_a_row}, {@code promote_refused_since_timestamp_seconds}, {@code
 * promote_on_hold} and {@code promote_live_created_timestamp_seconds} by {@code {model}}.
 */
public final class LedgerGauges {
  private static final String REFUSALS = "promote_refusals_in_a_row";
  private static final String REFUSED_SINCE = "promote_refused_since_timestamp_seconds";
  private static final String ON_HOLD = "promote_on_hold";
  private static final String LIVE_CREATED = "promote_live_created_timestamp_seconds";
  private static final List<String> NAMES = List.of(REFUSALS, REFUSED_SINCE, ON_HOLD, LIVE_CREATED);

  private final StringBuilder text = new StringBuilder();

  private LedgerGauges() {}

  /** The gauges of all models; if the ledger cannot be read, only those of the aliases. */
  public static String of(ModelPaths paths) {
    Ledger ledger = new Ledger(paths.ledger());
    AliasReader aliases = new AliasReader(paths);
    LedgerGauges gauges = new LedgerGauges();
    try {
      gauges.family(
          REFUSALS,
          "Candidates that were refused in a row; 0 when the last one passed.",
          model -> Optional.of((long) ledger.refusedCandidates(model)));
      gauges.family(
          REFUSED_SINCE,
          "When the first of them was refused, unix seconds; absent when there is none.",
          model -> ledger.firstRefused(model).map(LedgerGauges::seconds));
      gauges.family(
          ON_HOLD,
          "1 when nothing is promoted until the model is released, else 0.",
          model -> Optional.of(ledger.held(model).isPresent() ? 1L : 0L));
    } catch (InputException e) {
      gauges.text.setLength(0); // the command itself reports the error
    }
    gauges.family(
        LIVE_CREATED,
        "When the version that the alias holds was trained, unix seconds; absent when none loads.",
        model -> created(aliases, model));
    return gauges.text.toString();
  }

  /**
   * Replaces these gauges in a file that a promotion wrote, and keeps the gauges of that run.
   *
   * @throws InputException when the file cannot be written
   */
  public static void renew(Path file, ModelPaths paths) {
    String others =
        RunGauges.former(file)
            .filter(line -> NAMES.stream().noneMatch(name -> isOf(line, name)))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(file, others + of(paths));
  }

  private static boolean isOf(String line, String family) {
    return line.matches("(# (HELP|TYPE) )?" + family + "[ {].*");
  }

  private static long seconds(LedgerEvent event) {
    return event.at().getEpochSecond();
  }

  private static Optional<Long> created(AliasReader aliases, ModelName model) {
    try {
      return aliases
          .live(model)
          .map(content -> ModelReader.read(model, content).header().created().getEpochSecond());
    } catch (InputException e) {
      return Optional.empty(); // also if the live version does not load
    }
  }

  private void family(String name, String help, Function<ModelName, Optional<Long>> value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    for (ModelName model : ModelName.all()) {
      value
          .apply(model)
          .ifPresent(
              number ->
                  text.append(name)
                      .append("{model=\"")
                      .append(model.id())
                      .append("\"} ")
                      .append(number)
                      .append('\n'));
    }
  }
}
