package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.promote.TwoModels.A;
import static ratchet.promote.TwoModels.author;
import static ratchet.promote.TwoModels.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.LocalFileOperationsProxy;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

/** A disk that fills up between the switch and the ledger's entry. */
class FullDiskTest {
  @TempDir Path directory;
  private PromotionFixture bed;
  private String former;
  private GateCandidates next;

  @BeforeEach
  void aChampionIsLive() {
    bed = new PromotionFixture(directory);
    bed.candidate(A, PromotionFixture.good(A));
    bed.promote(A);
    former = bed.live(A).orElseThrow();
    next = PromotionFixture.good(A).weight(0.2);
    bed.candidate(A, next);
  }

  /** Full from the moment on at which the runtimes were asked. */
  private static final class FillingUp extends LocalFileOperationsProxy {
    boolean full;

    private void mayFail() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
      mayFail();
      super.create(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
      mayFail();
      super.append(file, content);
    }
  }

  @Test
  void aPromotionThatCouldNotBeTakenBackIsCalledWhatItIs() {
    FillingUp operations = new FillingUp();
    Reloader reloader =
        (model, urls, expected) -> {
          operations.full = true;
          return urls.stream().map(url -> bed.reply(url, expected)).toList();
        };
    ModelOutcome outcome;
    try (AliasStore store =
        StoredVersions.open(
            bed.paths(), Duration.ofSeconds(5), clock(), author("promote"), operations)) {
      EvaluatedCandidate evaluated =
          EvaluatedCandidate.begin(
              new CandidateFile.Usable(A, bed.paths().candidate(A), next.bytes(), next.loaded()),
              store.live(A).map(content -> ChampionFile.of(A, content)));
      outcome =
          new AliasSwitch(
                  store,
                  reloader,
                  PromotionSettings.of(bed.paths(), bed.urls, author("promote")),
                  clock(),
                  bed)
              .commit(List.of(new ApprovedCandidate(permit(), evaluated)))
              .get(0);
    }
    assertThat(bed.live(A)).contains(next.loaded().sha256());
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.reason()).isEqualTo("ledger_not_written");
    assertThat(outcome.failure().orElseThrow())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the alias was changed to ")
        .hasMessageContaining("is not in the ledger")
        .hasMessageContaining("No space left on device");
    assertThat(bed.promote(A).lines()).containsExactly("PROMOTE alpha=unchanged reload=ok(200)");
    assertThat(bed.ledger()).last().extracting(LedgerEvent::reason).isEqualTo("confirmed_later");
  }

  private Verdict.Passed permit() {
    return (Verdict.Passed)
        GateRules.standard()
            .evaluate(
                new Evidence(
                        next.loaded(),
                        MetricLookup.of(next.loaded().file().header()),
                        Optional.empty(),
                        PromotionFixture.NOW)
                    .with(Evidence.Leniency.ON_PAPER));
  }

  @Test
  void aRollbackStandsWithoutItsEntry() throws IOException {
    bed.promote(A);
    Path ledger = bed.paths().ledger();
    Path saved = ledger.resolveSibling("saved");
    Reloader reloader =
        (model, urls, expected) -> {
          inTheWay(ledger, saved);
          return urls.stream().map(url -> bed.reply(url, expected)).toList();
        };
    ModelOutcome outcome =
        new RollbackRun(
                PromotionSettings.of(bed.paths(), bed.urls, author("rollback alpha")),
                reloader,
                clock(),
                bed)
            .run(A, Optional.empty());
    assertThat(bed.live(A)).contains(former);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.failure()).isEmpty();
    assertThat(bed.warnings)
        .anyMatch(
            text ->
                text.contains("alpha is rolled back to ") && text.contains("could not be written"));
    Files.delete(ledger);
    Files.move(saved, ledger);
    assertThat(TwoModels.recover(bed))
        .extracting(LedgerEvent::reason)
        .containsExactly("rollback_not_recorded");
    assertThat(bed.live(A)).contains(former);
  }

  private static void inTheWay(Path ledger, Path saved) {
    try {
      Files.move(ledger, saved);
      Files.createDirectory(ledger);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
