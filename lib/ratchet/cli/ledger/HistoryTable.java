package ratchet.cli.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.cli.TextTable;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.store.AliasReader;
import ratchet.store.GateWords;
import ratchet.store.LedgerEvent;

/** The ledger for people: a row per event, then a {@code LIVE} line per model. */
public final class HistoryTable {
  private final AliasReader aliases;
  private final boolean gates;
  private final Map<String, Optional<Instant>> created = new HashMap<>();

  private HistoryTable(AliasReader aliases, boolean gates) {
    this.aliases = aliases;
    this.gates = gates;
  }

  /**
   * The lines to print.
   *
   * @param at the time of {@code --at}, if given
   * @param gates whether the gates of each event are described below its row
   */
  public static List<String> lines(
      LedgerQuery answer, Optional<Instant> at, AliasReader aliases, boolean gates) {
    return new HistoryTable(aliases, gates).lines(answer, at);
  }

  private List<String> lines(LedgerQuery answer, Optional<Instant> at) {
    if (answer.events().isEmpty() && answer.live().isEmpty()) {
      return List.of(at.map(moment -> "nothing was live at " + moment).orElse("no events"));
    }
    TextTable table =
        new TextTable("AT", "MODEL", "EVENT", "FROM", "TO", "CREATED", "REASON", "BY", "COMMAND");
    for (LedgerEvent event : answer.events()) {
      table.row(
          event.at().toString(),
          event.model() == null ? null : event.model().id(),
          event.event().id(),
          digits(event.fromSha256()),
          digits(event.toSha256()),
          created(event).map(Instant::toString).orElse(null),
          event.description(),
          by(event),
          event.command());
    }
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>(rows.subList(0, Math.min(1, rows.size())));
    for (int i = 0; i < answer.events().size(); i++) {
      lines.add(rows.get(i + 1));
      lines.addAll(gates(answer.events().get(i)));
    }
    answer
        .live()
        .forEach(
            (model, event) ->
                lines.add(
                    live(model, event, at)
                        + (answer.onProbation().contains(model) ? " state=on_probation" : "")));
    return lines;
  }

  private List<String> gates(LedgerEvent event) {
    return gates && event.gates() != null
        ? GateWords.lines(event.gates()).stream().map(line -> "    " + line).toList()
        : List.of();
  }

  /** From the event, or, for lines of older versions, from the archived file. */
  private Optional<Instant> created(LedgerEvent event) {
    if (event.created() != null) {
      return Optional.of(event.created());
    }
    return event.model() == null || event.toSha256() == null
        ? Optional.empty()
        : created.computeIfAbsent(event.toSha256(), sha256 -> archived(event.model(), sha256));
  }

  private Optional<Instant> archived(ModelName model, String sha256) {
    try {
      return aliases
          .archived(model, sha256)
          .map(content -> ModelReader.read(model, content).header().created());
    } catch (InputException e) {
      return Optional.empty(); // rollback reports the error; here only a time is missing
    }
  }

  /** The author; a change by somebody else has only been noticed by the author of the event. */
  private static String by(LedgerEvent event) {
    String who =
        event.user()
            + "@"
            + event.host()
            + (event.session() == null ? "" : " (" + event.session() + ")");
    return event.isForeign() ? "unknown (noticed by " + who + ")" : who;
  }

  /** The {@code LIVE} line: the version of the alias, also if the ledger has another one. */
  private String live(ModelName model, LedgerEvent event, Optional<Instant> at) {
    String said = event.toSha256() == null ? "none" : digits(event.toSha256());
    String found =
        at.isPresent() ? said : aliases.liveSha256(model).map(Digest::abbreviate).orElse("none");
    boolean agree = found.equals(said);
    return "LIVE "
        + model.id()
        + "="
        + found
        + (agree ? " since=" + event.at() : " since=unknown ledger_says=" + said)
        + (agree ? created(event).map(time -> " created=" + time).orElse("") : "");
  }

  private static String digits(String sha256) {
    return sha256 == null ? null : Digest.abbreviate(sha256);
  }
}
