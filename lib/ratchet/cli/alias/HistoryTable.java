package ratchet.cli.alias;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.cli.TextTable;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.store.AliasReader;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerQuery;

/** The ledger for people: a row per event, then a line per model that says what is live. */
public final class HistoryTable {
  private HistoryTable() {}

  /**
   * @param at the moment that was asked about, if one was
   */
  public static List<String> lines(LedgerQuery answer, Optional<Instant> at, AliasReader aliases) {
    if (answer.events().isEmpty() && answer.live().isEmpty()) {
      return List.of(at.map(moment -> "nothing was live at " + moment).orElse("no events"));
    }
    TextTable table =
        new TextTable("AT", "MODEL", "EVENT", "FROM", "TO", "REASON", "BY", "COMMAND");
    for (LedgerEvent event : answer.events()) {
      table.row(
          event.at().toString(),
          event.model() == null ? null : event.model().id(),
          event.event().id(),
          digits(event.fromSha256()),
          digits(event.toSha256()),
          event.words(),
          by(event),
          event.command());
    }
    List<String> lines = new ArrayList<>(table.lines());
    answer
        .live()
        .forEach(
            (model, event) ->
                lines.add(
                    live(model, event, at, aliases)
                        + (answer.onProbation().contains(model) ? " state=on_probation" : "")));
    return lines;
  }

  /** Who noticed a foreign edit did not make it. */
  private static String by(LedgerEvent event) {
    String who = event.user() + "@" + event.host();
    return event.isForeign() ? "unknown (noticed by " + who + ")" : who;
  }

  /** What the alias holds is live, whatever the ledger says. */
  private static String live(
      ModelName model, LedgerEvent event, Optional<Instant> at, AliasReader aliases) {
    String said = event.toSha256() == null ? "none" : digits(event.toSha256());
    String found =
        at.isPresent() ? said : aliases.liveSha256(model).map(Digest::abbreviate).orElse("none");
    return "LIVE "
        + model.id()
        + "="
        + found
        + (found.equals(said) ? " since=" + event.at() : " since=unknown ledger_says=" + said);
  }

  private static String digits(String sha256) {
    return sha256 == null ? null : Digest.abbreviate(sha256);
  }
}
