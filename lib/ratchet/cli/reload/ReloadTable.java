package ratchet.cli.reload;

import java.time.Instant;
import ratchet.cli.TextTable;
import ratchet.model.Digest;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadRun;

/** What each runtime served before and serves now, for people. */
public final class ReloadTable {
  private ReloadTable() {}

  public static TextTable of(ReloadRun run) {
    TextTable table = new TextTable("MODEL", "RUNTIME", "RELOAD", "BEFORE", "NOW", "CREATED", "MS");
    for (ReloadRun.Row row : run.rows()) {
      ReloadReply reply = row.reply();
      table.row(
          row.model().id(),
          reply.url(),
          reply.summary(),
          row.before().map(Digest::abbreviate).orElse(null),
          reply.servedSha256().map(Digest::abbreviate).orElse(null),
          reply.servedEpochSeconds().isPresent()
              ? Instant.ofEpochSecond(reply.servedEpochSeconds().getAsLong()).toString()
              : null,
          Long.toString(reply.milliseconds()));
    }
    return table;
  }
}
