package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.ModelOutcome.State;
import ratchet.report.page.Section;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;

/** The first thing that is read: what came of each model, and what is different. */
class VerdictSectionTest {
  private static final Instant BEFORE = Instant.parse("2026-01-24T04:17:00Z");
  private static final Instant NOW = Instant.parse("2026-01-31T04:17:00Z");
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void aRefusedCandidateIsNamedWithItsReasonAndWithWhatStaysLive() {
    Section section =
        section(
            false,
            List.of(event(BEFORE, Kind.PROMOTED, null, A, "auc=0.8")),
            outcome(State.SKIPPED, "auc_too_low(0.6)", A, B, A));
    assertThat(section.badge().words()).isEqualTo("1 of 1 not promoted");
    assertThat(text(section))
        .contains("RugGuard✗ skippedCandidate bbbbbbbbbbbb refused: auc_too_low(0.6). ")
        .contains("Live: aaaaaaaaaaaa since 2026-01-24 04:17 UTC.")
        .contains("Since the run before (2026-01-24 04:17 UTC): RugGuard changed.")
        .contains("Since the run before (promoted 2026-01-24 04:17 UTC): refused now.");
  }

  @Test
  void aNewVersionNamesTheOneItReplaced() {
    Section section =
        section(
            false,
            List.of(
                event(BEFORE, Kind.PROMOTED, null, A, "auc=0.8"),
                event(NOW, Kind.PROMOTED, A, B, "auc=0.9")),
            outcome(State.OK, "auc=0.9", A, B, B));
    assertThat(section.badge().words()).isEqualTo("all well");
    assertThat(text(section))
        .contains("✓ okCandidate bbbbbbbbbbbb went live: auc=0.9.")
        .contains("live version aaaaaaaaaaaa → bbbbbbbbbbbb");
  }

  /** The figure in the reason moves every week; the reason is the same. */
  @Test
  void theSameRefusalIsNoChange() {
    Section section =
        section(
            false,
            List.of(event(BEFORE, Kind.REFUSED, null, B, "auc_too_low(0.61)")),
            outcome(State.SKIPPED, "auc_too_low(0.62)", null, B, null));
    assertThat(text(section))
        .contains("nothing changed.", "Nothing is live.")
        .contains("As at the run before: refused 2026-01-24 04:17 UTC.");
  }

  @Test
  void aDryRunSaysWhatWouldBeAndThatNothingWasTouched() {
    Section section =
        section(
            true,
            List.of(event(BEFORE, Kind.REFUSED, null, B, "auc_too_low(0.61)")),
            outcome(State.OK, "auc=0.9", null, B, null));
    assertThat(text(section))
        .contains("What promote would do now; nothing was changed", "✓ would_ok")
        .contains("Candidate bbbbbbbbbbbb passes: auc=0.9. Nothing is live.")
        .contains("passes now; refused before: auc_too_low(0.61)");
  }

  @Test
  void aFirstRunHasNoneBefore() {
    Section section = section(true, List.of(), outcome(State.UNCHANGED, "", A, A, A));
    assertThat(text(section))
        .contains("There was no run before this one.", "Live: aaaaaaaaaaaa, which the ledger")
        .doesNotContain("Since the run before");
  }

  private static Section section(boolean dryRun, List<LedgerEvent> events, ModelOutcome outcome) {
    return VerdictSection.of(new PromoteReport(NOW, dryRun, List.of(outcome)), events);
  }

  private static String text(Section section) {
    return section.body().toString().replaceAll("<[^>]+>", "");
  }

  private static LedgerEvent event(
      Instant at, Kind kind, String fromSha256, String toSha256, String reason) {
    return LedgerEvent.of(
        at,
        kind,
        ModelName.RUGGUARD,
        fromSha256,
        toSha256,
        reason,
        new LedgerAuthor("tester", "here", "promote"));
  }

  private static ModelOutcome outcome(
      State state, String reason, String champion, String candidate, String live) {
    Optional<RatchetException> failure =
        state == State.SKIPPED
            ? Optional.of(new RefusalException(reason, "refused", "train again"))
            : Optional.empty();
    return new ModelOutcome(
        ModelName.RUGGUARD,
        state,
        reason,
        Optional.ofNullable(champion),
        Optional.ofNullable(candidate),
        Optional.ofNullable(live),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        failure,
        Optional.empty());
  }
}
