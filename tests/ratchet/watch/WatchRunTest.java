package ratchet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.watch.DrawnVersions.PROMOTED;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSet;
import ratchet.data.training.TrainingSummary;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.WatchNote;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.RolloutPlan;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.store.SwitchIntent;

/** Over real HTTP, with a runtime that answers with the digest of its alias. */
class WatchRunTest {
  private static final ModelName MODEL = ModelName.RUGGUARD;
  private static final LedgerAuthor AUTHOR = new LedgerAuthor("tester", "testhost", "watch");
  private static final byte[] FORMER = DrawnVersions.version(0.3);
  private static final byte[] EQUAL = DrawnVersions.version(0.301);
  private static final byte[] WORSE = DrawnVersions.version(-1);

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private ModelPaths paths() {
    return ModelPaths.of(folder);
  }

  /** Two promotions as they leave a models folder. */
  private void promoted(byte[] live) {
    promoted(live, LedgerEvent.probationDetails(Duration.ofHours(24), Optional.empty()));
  }

  private void promoted(byte[] live, JsonNode details) {
    Clock clock = Clock.fixed(PROMOTED, ZoneOffset.UTC);
    PromotionSettings settings = PromotionSettings.of(paths(), Map.of(), AUTHOR);
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.replace(MODEL, FORMER);
      store
          .ledger()
          .append(
              LedgerEvent.of(
                  PROMOTED.minus(Duration.ofDays(7)),
                  Kind.PROMOTED,
                  MODEL,
                  null,
                  Digest.of(FORMER),
                  "first",
                  AUTHOR));
      store.replace(MODEL, live);
      store
          .ledger()
          .append(
              LedgerEvent.of(
                      PROMOTED,
                      Kind.PROMOTED,
                      MODEL,
                      Digest.of(FORMER),
                      Digest.of(live),
                      "better",
                      AUTHOR)
                  .withDetails(details));
    }
  }

  private WatchRun.Look look(URI runtime, TrainingSet rows, Duration later, boolean rollback) {
    try (ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      return new WatchRun(
              PromotionSettings.of(paths(), Map.of(MODEL, List.of(runtime)), AUTHOR),
              new Watch(0.05, OptionalDouble.empty(), Duration.ofHours(24), Optional.empty()),
              source(rows),
              client.inWaves(RolloutPlan.canaryThenRest()),
              Clock.fixed(PROMOTED.plus(later), ZoneOffset.UTC),
              warnings::add)
          .look(MODEL, rollback);
    }
  }

  private Watch.Source source(TrainingSet rows) {
    LoggedSource versions = new LoggedSource(paths(), LogFiles.of(folder.resolve("no.db")));
    return new Watch.Source() {
      @Override
      public byte[] version(ModelName model, String sha256) {
        return versions.version(model, sha256);
      }

      @Override
      public TrainingSummary rows(ModelName model, LoadedModel live, TrainingRowSink sink) {
        return DrawnVersions.replay(rows, sink);
      }
    };
  }

  private List<LedgerEvent> ledger() {
    return new Ledger(paths().ledger()).read();
  }

  private LedgerEvent last() {
    List<LedgerEvent> events = ledger();
    return events.get(events.size() - 1);
  }

  @Test
  void aWorseVersionIsTakenBackAndTheRuntimeConfirmsTheFormerOne() {
    promoted(WORSE);
    try (FakeRuntime runtime = FakeRuntime.telling(MODEL.id(), paths().alias(MODEL))) {
      WatchRun.Look looked =
          look(runtime.url(), DrawnVersions.rows(300, PROMOTED, 1), Duration.ofHours(6), true);
      assertThat(looked.result().state()).isEqualTo(WatchState.ROLLED_BACK);
      assertThat(looked.outcome())
          .hasValueSatisfying(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
                assertThat(outcome.failure()).isEmpty();
                assertThat(outcome.reload()).singleElement();
              });
      assertThat(runtime.asked()).isEqualTo(1);
    }
    assertThat(new AliasReader(paths()).liveSha256(MODEL)).contains(Digest.of(FORMER));
    assertThat(last().event()).isEqualTo(Kind.WATCH_ROLLED_BACK);
    assertThat(last().reason()).startsWith("brier_worse(");
    assertThat(last().details().get("outcomes").intValue()).isEqualTo(300);
  }

  @Test
  void withoutRollbackAWorseVersionStaysLiveAndTheLedgerAsItWas() {
    promoted(WORSE);
    int before = ledger().size();
    WatchRun.Look looked =
        look(
            URI.create("http://127.0.0.1:1/"),
            DrawnVersions.rows(300, PROMOTED, 1),
            Duration.ofHours(6),
            false);
    assertThat(looked.result().state()).isEqualTo(WatchState.WORSE);
    assertThat(looked.outcome()).isEmpty();
    assertThat(ledger()).hasSize(before);
    assertThat(new AliasReader(paths()).liveSha256(MODEL)).contains(Digest.of(WORSE));
  }

  @Test
  void aRuntimeThatDoesNotConfirmLeavesTheLiveVersionInPlace() {
    promoted(WORSE);
    try (FakeRuntime runtime = FakeRuntime.saying(422, "{\"status\":\"error\"}")) {
      WatchRun.Look looked =
          look(runtime.url(), DrawnVersions.rows(300, PROMOTED, 1), Duration.ofHours(6), true);
      assertThat(looked.result().state()).isEqualTo(WatchState.WORSE);
      assertThat(looked.outcome())
          .hasValueSatisfying(outcome -> assertThat(outcome.failure()).isPresent());
    }
    assertThat(new AliasReader(paths()).liveSha256(MODEL)).contains(Digest.of(WORSE));
  }

  /** The runtime was down when the first look found it worse; it is back for the second. */
  @Test
  void aRollbackThatWasNotConfirmedIsTriedAgainByTheNextLook() {
    promoted(WORSE);
    TrainingSet rows = DrawnVersions.rows(300, PROMOTED, 1);
    try (FakeRuntime runtime = FakeRuntime.saying(422, "{\"status\":\"error\"}")) {
      look(runtime.url(), rows, Duration.ofHours(6), true);
    }
    assertThat(last().event()).isEqualTo(Kind.ROLLBACK_FAILED);
    try (FakeRuntime runtime = FakeRuntime.telling(MODEL.id(), paths().alias(MODEL))) {
      assertThat(look(runtime.url(), rows, Duration.ofHours(7), true).result().state())
          .isEqualTo(WatchState.ROLLED_BACK);
    }
    assertThat(new AliasReader(paths()).liveSha256(MODEL)).contains(Digest.of(FORMER));
  }

  @Test
  void aConfirmedVersionThatWasSignificantlyBetterBecomesTheAnchor() {
    promoted(
        EQUAL,
        LedgerEvent.probationDetails(
            Duration.ofHours(24), Optional.of("significantly_better(auc=0.05)")));
    assertThat(new Ledger(paths().ledger()).anchor(MODEL).orElseThrow().toSha256())
        .isEqualTo(Digest.of(FORMER));
    URI nobody = URI.create("http://127.0.0.1:1/");
    TrainingSet rows = DrawnVersions.rows(900, PROMOTED, 2);
    look(nobody, rows, Duration.ofHours(23), false);
    assertThat(last().event()).isEqualTo(Kind.ANCHORED);
    assertThat(last().toSha256()).isEqualTo(Digest.of(EQUAL));
    assertThat(last().reason()).isEqualTo("significantly_better(auc=0.05)");
    assertThat(ledger().get(ledger().size() - 2).event()).isEqualTo(Kind.CONFIRMED);
  }

  /** Anyone's next run finds what a killed rollback left, and the runtimes are asked. */
  @Test
  void aLookCompletesARollbackThatWasKilled() throws Exception {
    promoted(WORSE);
    try (AliasStore store =
        AliasStore.open(
            PromotionSettings.of(paths(), Map.of(), AUTHOR),
            Clock.fixed(PROMOTED, ZoneOffset.UTC))) {
      store.writeIntent(
          new SwitchIntent(
              SwitchIntent.Kind.ROLLBACK,
              List.of(
                  new SwitchIntent.Step(MODEL, Optional.of(Digest.of(WORSE)), Digest.of(FORMER)))));
      store.restore(MODEL, FORMER);
    }
    TrainingSet rows = DrawnVersions.rows(300, PROMOTED, 1);
    try (FakeRuntime runtime = FakeRuntime.telling(MODEL.id(), paths().alias(MODEL))) {
      WatchRun.Look looked = look(runtime.url(), rows, Duration.ofHours(6), true);
      assertThat(looked.result().state()).isEqualTo(WatchState.ROLLED_BACK);
      assertThat(looked.result().reason()).isEqualTo("rollback_completed");
      assertThat(looked.outcome().orElseThrow().failure()).isEmpty();
      assertThat(runtime.asked()).isEqualTo(1);
    }
    assertThat(ledger())
        .extracting(LedgerEvent::event)
        .endsWith(Kind.RECOVERED, Kind.WATCH_ROLLED_BACK);
    assertThat(last().toSha256()).isEqualTo(Digest.of(FORMER));
    assertThat(look(URI.create("http://127.0.0.1:1/"), rows, Duration.ofHours(7), true).result())
        .satisfies(again -> assertThat(again.state()).isEqualTo(WatchState.NOT_WATCHED));
  }

  @Test
  void aLookLeavesANoteForTheStatusPage() throws Exception {
    promoted(WORSE);
    look(
        URI.create("http://127.0.0.1:1/"),
        DrawnVersions.rows(300, PROMOTED, 1),
        Duration.ofHours(6),
        false);
    WatchNote note = WatchNote.read(Files.readAllBytes(WatchNote.fileOf(paths().alias(MODEL))));
    assertThat(note.sha256()).isEqualTo(Digest.of(WORSE));
    assertThat(note.state()).isEqualTo("worse");
    assertThat(note.outcomes()).isEqualTo(300);
    assertThat(note.at()).isEqualTo(PROMOTED.plus(Duration.ofHours(6)));
    assertThat(note.lower().getAsDouble()).isPositive();
  }

  @Test
  void aConfirmationIsEnteredOnceAndKept() {
    promoted(EQUAL);
    URI nobody = URI.create("http://127.0.0.1:1/");
    TrainingSet rows = DrawnVersions.rows(900, PROMOTED, 2);
    assertThat(look(nobody, rows, Duration.ofHours(23), true).result().state())
        .isEqualTo(WatchState.CONFIRMED);
    assertThat(last().event()).isEqualTo(Kind.CONFIRMED);
    int entered = ledger().size();
    assertThat(look(nobody, rows, Duration.ofHours(48), true).result().state())
        .isEqualTo(WatchState.CONFIRMED);
    assertThat(ledger()).hasSize(entered);
  }

  @Test
  void anUndecidedProbationIsEnteredAndRollsNothingBack() {
    promoted(WORSE);
    WatchRun.Look looked =
        look(
            URI.create("http://127.0.0.1:1/"),
            DrawnVersions.rows(3, PROMOTED, 1),
            Duration.ofHours(24),
            true);
    assertThat(looked.result().state()).isEqualTo(WatchState.UNDECIDED);
    assertThat(last().event()).isEqualTo(Kind.WATCH_UNDECIDED);
    assertThat(new AliasReader(paths()).liveSha256(MODEL)).contains(Digest.of(WORSE));
  }
}
