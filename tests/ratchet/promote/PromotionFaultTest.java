package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.gate.Verdict;
import ratchet.model.ModelName;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.FailingFileOperations;
import ratchet.store.FileOperations;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerVerification;
import ratchet.store.LiveVersions;
import ratchet.store.LocalFileOperations;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

/** The switch when the disk, the runtime or the caller fails at any step of it. */
class PromotionFaultTest {
  private static final ModelName MODEL = ModelName.ALPHA;
  private static final int NEVER = Integer.MAX_VALUE / 2;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"OK, 1", "OK, 1000", "FAILED, 1", "FAILED, 1000"})
  void leavesOneWholeVersionWhicheverStepOfTheDiskFails(ReloadReply.Outcome answer, int failures) {
    int steps =
        attempt("whole", new FailingFileOperations("none", NEVER, 1), answer).operations().steps();
    assertThat(steps).isGreaterThan(5);
    for (int step = 1; step <= steps; step++) {
      FailingFileOperations operations =
          new FailingFileOperations("No space left on device", step, failures);
      Attempt attempt = attempt("step" + step, operations, answer);
      String live = new AliasReader(attempt.paths()).liveSha256(MODEL).orElseThrow();
      assertThat(live).isIn(attempt.champion(), attempt.candidate());
      assertThat(attempt.outcome().liveSha256()).contains(live);
      if (failures == 1) {
        assertThat(attempt.outcome().state() == ModelOutcome.State.OK)
            .isEqualTo(live.equals(attempt.candidate()));
        assertThat(attempt.outcome().failure().isEmpty())
            .isEqualTo(live.equals(attempt.candidate()));
      }
      if (failures == 1 && answer == ReloadReply.Outcome.FAILED) {
        assertThat(live).as("unconfirmed, step " + step).isEqualTo(attempt.champion());
      }
      assertRecovered(attempt.paths(), live);
    }
  }

  @Test
  void putsTheChampionBackWhenAskingTheRuntimeItselfFails() {
    PromotionFixture bed = new PromotionFixture(directory);
    bed.candidate(MODEL, PromotionFixture.good(MODEL));
    bed.promote(MODEL);
    String champion = bed.live(MODEL).orElseThrow();
    bed.candidate(MODEL, PromotionFixture.good(MODEL).weight(0.2));
    Reloader broken =
        (model, urls, expected) -> {
          throw new IllegalStateException("a bug");
        };
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> bed.promote(broken, MODEL));
    assertThat(bed.live(MODEL)).contains(champion);
    assertThat(bed.ledger())
        .last()
        .extracting(LedgerEvent::reason, LedgerEvent::toSha256)
        .containsExactly("reload_crashed", champion);
  }

  @Test
  void promotesNothingOnAVerdictAboutOtherBytes() {
    ModelPaths paths = ModelPaths.of(directory);
    Verdict.Passed permit = permit(PromotionFixture.good(MODEL));
    GateCandidates other = PromotionFixture.good(MODEL).weight(0.2);
    EvaluatedCandidate evaluated =
        EvaluatedCandidate.begin(
            new CandidateFile.Usable(MODEL, paths.candidate(MODEL), other.bytes(), other.loaded()),
            Optional.empty());
    try (AliasStore store = open(paths, new LocalFileOperations())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  switchOf(paths, store, ReloadReply.Outcome.OK)
                      .commit(List.of(new ApprovedCandidate(permit, evaluated)))
                      .get(0));
      assertThat(store.live(MODEL)).isEmpty();
    }
  }

  private record Attempt(
      ModelPaths paths,
      FailingFileOperations operations,
      String champion,
      String candidate,
      ModelOutcome outcome) {}

  /** A champion goes live on a sound disk, then a candidate on the failing one. */
  private Attempt attempt(
      String name, FailingFileOperations operations, ReloadReply.Outcome answer) {
    Path folder = directory.resolve(name);
    folder.toFile().mkdir();
    PromotionFixture bed = new PromotionFixture(folder);
    bed.candidate(MODEL, PromotionFixture.good(MODEL));
    bed.promote(MODEL);
    String champion = bed.live(MODEL).orElseThrow();
    GateCandidates next = PromotionFixture.good(MODEL).weight(0.2);
    Verdict.Passed permit = permit(next);
    ModelPaths paths = bed.paths();
    try (AliasStore store = open(paths, operations)) {
      EvaluatedCandidate evaluated =
          EvaluatedCandidate.begin(
              new CandidateFile.Usable(MODEL, paths.candidate(MODEL), next.bytes(), next.loaded()),
              store.live(MODEL).map(content -> ChampionFile.of(MODEL, content)));
      ModelOutcome outcome =
          switchOf(paths, store, answer)
              .commit(List.of(new ApprovedCandidate(permit, evaluated)))
              .get(0);
      return new Attempt(paths, operations, champion, permit.candidateSha256(), outcome);
    }
  }

  private static void assertRecovered(ModelPaths paths, String live) {
    try (AliasStore store = open(paths, new LocalFileOperations())) {
      assertThat(store.liveSha256(MODEL)).contains(live);
      assertThat(LiveVersions.of(MODEL, store.ledger().read()))
          .get()
          .extracting(LedgerEvent::toSha256)
          .isEqualTo(live);
      assertThat(store.ledger().verify()).isInstanceOf(LedgerVerification.Intact.class);
    }
  }

  private static Verdict.Passed permit(GateCandidates candidate) {
    var loaded = candidate.loaded();
    return (Verdict.Passed)
        GateRules.standard()
            .evaluate(
                new Evidence(
                        loaded,
                        MetricLookup.of(loaded.file().header()),
                        Optional.empty(),
                        PromotionFixture.NOW)
                    .with(Evidence.Leniency.ON_PAPER));
  }

  private static AliasStore open(ModelPaths paths, FileOperations operations) {
    return StoredVersions.open(paths, Duration.ofSeconds(5), clock(), author(), operations);
  }

  private static AliasSwitch switchOf(
      ModelPaths paths, AliasStore store, ReloadReply.Outcome answer) {
    Reloader reloader =
        (model, urls, expected) ->
            List.of(
                new ReloadReply(
                    urls.get(0).toString(),
                    answer,
                    OptionalInt.of(200),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    1,
                    "as told"));
    Map<ModelName, List<URI>> urls = Map.of(MODEL, List.of(PromotionFixture.RUNTIME));
    return new AliasSwitch(
        store,
        reloader,
        PromotionSettings.of(paths, urls, author()),
        clock(),
        PromotionListener.NONE);
  }

  private static Clock clock() {
    return Clock.fixed(PromotionFixture.NOW, ZoneOffset.UTC);
  }

  private static LedgerAuthor author() {
    return new LedgerAuthor("tester", "testhost", "promote");
  }
}
