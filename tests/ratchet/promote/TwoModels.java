package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.gate.Evidence;
import ratchet.gate.Evidence.MetricLookup;
import ratchet.gate.GateCandidates;
import ratchet.gate.GateRules;
import ratchet.gate.Verdict;
import ratchet.model.ModelName;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.ChampionFile;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.FileOperations;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerVerification;
import ratchet.store.LiveVersions;
import ratchet.store.LocalFileOperations;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

/** Champions of two models, and candidates that follow them both or not at all. */
final class TwoModels {
  static final ModelName A = ModelName.ALPHA;
  static final ModelName B = ModelName.FILLNET;

  private TwoModels() {}

  static PromotionFixture champions(Path folder) {
    PromotionFixture bed = new PromotionFixture(folder);
    for (ModelName model : List.of(A, B)) {
      bed.candidate(model, PromotionFixture.good(model));
    }
    assertThat(bed.promote(A, B).failures()).isEmpty();
    return bed;
  }

  static GateCandidates next(ModelName model) {
    return PromotionFixture.good(model).weight(0.2);
  }

  /** Makes both candidates live on this disk, and asks the bed's runtime; either may die. */
  static void commit(PromotionFixture bed, FileOperations operations) {
    List<ApprovedCandidate> both = List.of(approved(bed, A), approved(bed, B));
    try (AliasStore store = open(bed, operations)) {
      Reloader reloader =
          (model, urls, expected) -> urls.stream().map(url -> bed.reply(url, expected)).toList();
      PromotionSettings settings = PromotionSettings.of(bed.paths(), bed.urls, author("promote"));
      new AliasSwitch(store, reloader, settings, clock(), bed).commit(both);
    }
  }

  private static ApprovedCandidate approved(PromotionFixture bed, ModelName model) {
    GateCandidates next = next(model);
    bed.candidate(model, next);
    var loaded = next.loaded();
    Verdict.Passed permit =
        (Verdict.Passed)
            GateRules.standard()
                .evaluate(
                    new Evidence(
                            loaded,
                            MetricLookup.of(loaded.file().header()),
                            Optional.empty(),
                            PromotionFixture.NOW)
                        .with(Evidence.Leniency.ON_PAPER));
    byte[] live = new AliasReader(bed.paths()).live(model).orElseThrow();
    return new ApprovedCandidate(
        permit,
        EvaluatedCandidate.begin(
            new CandidateFile.Usable(model, bed.paths().candidate(model), next.bytes(), loaded),
            Optional.of(ChampionFile.of(model, live))));
  }

  /** What the next run enters into the ledger before it does anything else. */
  static List<LedgerEvent> recover(PromotionFixture bed) {
    try (AliasStore store = open(bed, new LocalFileOperations())) {
      return store.recovered();
    }
  }

  static boolean isCandidate(PromotionFixture bed, ModelName model) {
    return bed.live(model).equals(Optional.of(next(model).loaded().sha256()));
  }

  static void assertLedgerTellsTheAliases(PromotionFixture bed) {
    Map<ModelName, LedgerEvent> live = LiveVersions.at(Instant.MAX, bed.ledger());
    for (ModelName model : List.of(A, B)) {
      assertThat(bed.live(model)).contains(live.get(model).toSha256());
    }
    assertThat(new Ledger(bed.paths().ledger()).verify())
        .isInstanceOf(LedgerVerification.Intact.class);
  }

  static AliasStore open(PromotionFixture bed, FileOperations operations) {
    return StoredVersions.open(
        bed.paths(), Duration.ofSeconds(5), clock(), author("promote"), operations);
  }

  static Clock clock() {
    return Clock.fixed(PromotionFixture.NOW, ZoneOffset.UTC);
  }

  static LedgerAuthor author(String command) {
    return new LedgerAuthor("tester", "testhost", command);
  }
}
