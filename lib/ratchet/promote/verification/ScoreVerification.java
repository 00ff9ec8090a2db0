package ratchet.promote.verification;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ratchet.data.log.LoggedScores;
import ratchet.data.sqlite.Database;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadReply.Outcome;
import ratchet.promote.reload.ReloadVerification;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.promote.served.ServedCandidates.ScoreAgreement;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * Verifies by logged scores which version an alpha ranker serves that does not report it. After the
 * reload it waits for new rows of {@code scores} and scores their features again with the alias.
 * Agreement to 1e-9 confirms, one disagreement is a failed reload, and without a new row in time
 * the reply stays unverified. Replies of other models, and replies that are verified or failed, are
 * not changed.
 *
 * <p>A row does not name the runtime that wrote it: where a fleet writes one log, the rows count
 * for all unverified runtimes.
 */
public final class ScoreVerification implements ReloadVerification {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Clock clock;

  /** With this machine's clock, which must agree with that of the machine that logs. */
  public ScoreVerification() {
    this(Clock.systemUTC());
  }

  ScoreVerification(Clock clock) {
    this.clock = clock;
  }

  /** See the interface; the database must have the table {@code scores}. */
  @Override
  public Reloader around(
      Reloader inner,
      ModelPaths paths,
      LogFiles database,
      Duration patience,
      Consumer<String> notices) {
    Database.read(
        database,
        opened -> {
          opened.requireTables("scores");
          return opened;
        });
    return new Verified(inner, paths, database, patience, notices);
  }

  private final class Verified implements Reloader {
    private final Reloader inner;
    private final ModelPaths paths;
    private final LogFiles database;
    private final Duration patience;
    private final Consumer<String> notices;

    private Verified(
        Reloader inner,
        ModelPaths paths,
        LogFiles database,
        Duration patience,
        Consumer<String> notices) {
      this.inner = inner;
      this.paths = paths;
      this.database = database;
      this.patience = patience;
      this.notices = notices;
    }

    @Override
    public List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected) {
      List<ReloadReply> replies = inner.reload(model, urls, expected);
      boolean isOpen = replies.stream().anyMatch(reply -> reply.outcome() == Outcome.UNVERIFIED);
      if (model != ModelName.ALPHA || !isOpen || !ReloadReply.allAccepted(replies)) {
        return replies;
      }
      Finding finding = verify(expected);
      return replies.stream()
          .map(
              reply ->
                  reply.outcome() == Outcome.UNVERIFIED
                      ? reply.found(finding.outcome, finding.detail)
                      : reply)
          .toList();
    }

    /** A restored version is not verified: that would only take time. */
    @Override
    public List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
      return inner.restore(model, urls, expected);
    }

    private record Finding(Outcome outcome, String detail) {
      static Finding unverified(String why) {
        return new Finding(Outcome.UNVERIFIED, why);
      }
    }

    private Finding verify(ExpectedModel expected) {
      long sinceMs = clock.millis();
      notices.accept(
          "alpha: waiting up to "
              + patience.toSeconds()
              + " s for new scores in "
              + database
              + ", to verify which version is served");
      try {
        Optional<LoadedModel> alias =
            new AliasReader(paths)
                .live(ModelName.ALPHA)
                .filter(bytes -> Digest.of(bytes).equals(expected.sha256()))
                .map(bytes -> LoadedModel.load(ModelName.ALPHA, bytes));
        return alias.isPresent()
            ? verify(alias.get(), sinceMs)
            : Finding.unverified("the alias changed meanwhile");
      } catch (InputException e) {
        return Finding.unverified("the scores could not be read: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Finding.unverified("interrupted while waiting for scores");
      }
    }

    private Finding verify(LoadedModel alias, long sinceMs) throws InterruptedException {
      Map<Path, Long> lastIds = lastIds();
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        ScoreAgreement agreement = ScoreAgreement.of(alias, rows(lastIds, sinceMs));
        if (agreement.agrees()) {
          return new Finding(
              Outcome.OK, agreement.rows() + " new scores agree with the alias to 1e-9");
        }
        if (agreement.disagreeing() > 0) {
          return new Finding(
              Outcome.FAILED,
              String.format(
                  Locale.ROOT,
                  "%d of %d new scores differ from those of the alias, by up to %.3g",
                  agreement.disagreeing(),
                  agreement.rows(),
                  agreement.largest()));
        }
        if (System.nanoTime() - deadline >= 0) {
          return Finding.unverified("no new scores within " + patience.toSeconds() + " s");
        }
        Thread.sleep(Math.min(POLL.toMillis(), Math.max(1, patience.toMillis())));
      }
    }

    /** The id of the last row of each file. */
    private Map<Path, Long> lastIds() {
      return Database.read(
          database,
          opened ->
              opened.parts().stream()
                  .collect(Collectors.toMap(Database::file, LoggedScores::lastId)));
    }

    /** Reads new rows; each call sees its own snapshot of the files. */
    private List<LoggedScores.Row> rows(Map<Path, Long> afterIds, long sinceMs) {
      return Database.read(
          database,
          opened ->
              opened.parts().stream()
                  .flatMap(
                      file -> LoggedScores.after(file, afterIds.get(file.file()), sinceMs).stream())
                  .toList());
    }
  }
}
