package ratchet.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ratchet.model.Digest;
import ratchet.report.page.Badge;
import ratchet.report.page.Section;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerGap;
import ratchet.store.LedgerVerification;
import ratchet.store.ModelPaths;

/** Which version was live when, by the ledger, and whether the ledger is intact. */
public final class HistorySection {
  private static final String ID = "history";
  private static final String TITLE = "History";
  private static final int MOST_EVENTS = 200;

  private HistorySection() {}

  /**
   * @param events the newest, oldest of them first
   */
  public static Section of(ModelPaths paths, List<LedgerEvent> events, Instant now) {
    if (events.isEmpty()) {
      return Section.missing(
          ID, TITLE, paths.ledger() + " has no event: nothing was promoted yet.", "promote");
    }
    Tag body = new Tag("div");
    Ledger ledger = new Ledger(paths.ledger());
    LedgerVerification chain = ledger.verify();
    body.add(verdict(chain));
    List<String> differences =
        List.copyOf(LedgerGap.differences(ledger, new AliasReader(paths)).values());
    differences.forEach(line -> body.add(new Tag("p", "note").add(line)));
    body.add(new LiveChart(events, now).figure());
    body.add(table(events, ledger.size()));
    return new Section(ID, TITLE, badge(chain, differences), body);
  }

  private static Tag verdict(LedgerVerification chain) {
    if (chain instanceof LedgerVerification.Broken broken) {
      return new Tag("p", "note bad")
          .add("The ledger was changed after it was written: line " + broken.line() + " ")
          .add(broken.why() + ".");
    }
    int lines = ((LedgerVerification.Intact) chain).lines();
    return new Tag("p")
        .add(
            TextFormat.count(lines)
                + " events; every line names the digest of the line before it.");
  }

  private static Badge badge(LedgerVerification chain, List<String> differences) {
    if (chain instanceof LedgerVerification.Broken) {
      return Badge.bad("chain broken");
    }
    return differences.isEmpty() ? Badge.ok("chain verified") : Badge.warn("alias differs");
  }

  private static Tag table(List<LedgerEvent> events, int all) {
    List<LedgerEvent> newest = new ArrayList<>(events);
    Collections.reverse(newest);
    boolean cut = all > MOST_EVENTS;
    Table table =
        new Table(
            "events",
            cut
                ? "The last " + MOST_EVENTS + " of " + TextFormat.count(all) + " events"
                : "Events, newest first",
            "At",
            "Model",
            "Event",
            "From",
            "To",
            "Reason",
            "By",
            "Command");
    for (LedgerEvent event : newest.subList(0, Math.min(MOST_EVENTS, newest.size()))) {
      table
          .row(TextFormat.time(event.at()))
          .text(event.model() == null ? "–" : TextFormat.name(event.model()))
          .badge(badge(event.event()))
          .code(digits(event.fromSha256()))
          .code(digits(event.toSha256()))
          .words(event.description())
          .text(event.user() + "@" + event.host())
          .text(event.command())
          .end();
    }
    return table.tag();
  }

  private static Badge badge(LedgerEvent.Kind kind) {
    String word = kind.id().replace('_', ' ');
    return switch (kind) {
      case PROMOTED, CONFIRMED, ANCHORED, RELEASED -> Badge.ok(word);
      case REFUSED, ROLLED_BACK, RECOVERED, WATCH_UNDECIDED, HELD -> Badge.warn(word);
      case RELOAD_FAILED, WATCH_ROLLED_BACK, ROLLBACK_FAILED -> Badge.bad(word);
    };
  }

  private static String digits(String sha256) {
    return sha256 == null ? "–" : Digest.abbreviate(sha256);
  }
}
