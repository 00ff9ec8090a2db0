package ratchet.cli.alias;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.cli.TextTable;
import ratchet.model.Digest;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerQuery;

/** The ledger for people: a row per event, then a line per model that says what is live. */
public final class HistoryTable {
  private HistoryTable() {}

  /**
   * @param at the moment that was asked about, if one was
   */
  public static List<String> lines(LedgerQuery answer, Optional<Instant> at) {
    if (answer.events().isEmpty() && answer.live().isEmpty()) {
      return List.of(at.map(moment -> "nothing was live at " + moment).orElse("no events"));
    }
    TextTable table = new TextTable("AT", "MODEL", "EVENT", "FROM", "TO", "REASON", "BY");
    for (LedgerEvent event : answer.events()) {
      table.row(
          event.at().toString(),
          event.model() == null ? null : event.model().id(),
          event.event().id(),
          digits(event.fromSha256()),
          digits(event.toSha256()),
          event.reason(),
          event.user() + "@" + event.host());
    }
    List<String> lines = new ArrayList<>(table.lines());
    answer
        .live()
        .forEach(
            (model, event) ->
                lines.add(
                    event.toSha256() == null
                        ? "LIVE " + model.id() + "=none since=" + event.at()
                        : "LIVE "
                            + model.id()
                            + "="
                            + digits(event.toSha256())
                            + " since="
                            + event.at()));
    return lines;
  }

  private static String digits(String sha256) {
    return sha256 == null ? null : Digest.abbreviate(sha256);
  }
}
