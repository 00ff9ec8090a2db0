package ratchet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSummary;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.AnchorChange;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;
import ratchet.store.LedgerVerification;
import ratchet.store.LiveVersions;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;
import ratchet.store.StoredVersions;

/**
 * PromotionHolds, releases, anchors, the switch of a watch and rollbacks, in turn and without end,
 * for a process that is killed; and what must hold afterwards.
 */
public final class CommandLoop {
  private static final ModelName MODEL = ModelName.RUGGUARD;
  private static final LedgerAuthor AUTHOR = new LedgerAuthor("tester", "testhost", "loop");
  private static final byte[] GOOD = DrawnVersions.version(0.3);
  private static final byte[] WORSE = DrawnVersions.version(-1);
  private static final int OUTCOMES = 600;

  /** No model has a runtime. */
  private static final Reloader NOBODY = (model, urls, expected) -> List.of();

  private CommandLoop() {}

  /** Does not return. */
  public static void run(ModelPaths paths, Runnable started) {
    Instant last =
        new Ledger(paths.ledger())
            .latest(Optional.empty(), Optional.empty(), 1).stream()
                .map(LedgerEvent::at)
                .findFirst()
                .orElse(DrawnVersions.PROMOTED);
    started.run();
    for (Instant now = last; ; now = now.plus(Duration.ofDays(2))) {
      turn(PromotionSettings.of(paths, Map.of(), AUTHOR), now.plus(Duration.ofDays(2)));
    }
  }

  private static void turn(PromotionSettings settings, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    PromotionHolds holds = new PromotionHolds(settings, clock);
    holds.hold(ModelName.ALPHA, "drill");
    holds.release(ModelName.ALPHA);
    try (AliasStore store = AliasStore.open(settings, clock)) {
      promote(store, GOOD, now);
      promote(store, WORSE, now);
      new AnchorChange(store, settings, clock).set(MODEL, Digest.of(GOOD));
    }
    Clock later = Clock.fixed(now.plus(Duration.ofMinutes(OUTCOMES + 5)), ZoneOffset.UTC);
    new WatchRun(
            settings,
            new Watch(0.05, OptionalDouble.empty(), Duration.ofHours(24), Optional.empty()),
            source(settings.paths(), now),
            NOBODY,
            later,
            PromotionListener.NONE)
        .look(MODEL, true);
    RollbackRun rollback = new RollbackRun(settings, NOBODY, later, PromotionListener.NONE);
    rollback.run(MODEL, Optional.of(Digest.of(WORSE)));
    rollback.run(MODEL, Optional.of(Digest.of(GOOD)));
  }

  private static Watch.Source source(ModelPaths paths, Instant now) {
    LoggedSource versions =
        new LoggedSource(paths, LogFiles.of(paths.directory().resolve("no.db")));
    return new Watch.Source() {
      @Override
      public byte[] version(ModelName model, String sha256) {
        return versions.version(model, sha256);
      }

      @Override
      public TrainingSummary rows(ModelName model, LoadedModel live, TrainingRowSink sink) {
        return DrawnVersions.replay(DrawnVersions.rows(OUTCOMES, now, 1), sink);
      }
    };
  }

  private static void promote(AliasStore store, byte[] version, Instant now) {
    String before = store.liveSha256(MODEL).orElse(null);
    store.replace(MODEL, version);
    store
        .ledger()
        .append(
            LedgerEvent.of(
                now, Kind.PROMOTED, MODEL, before, Digest.of(version), "better", AUTHOR));
  }

  /**
   * The alias loads and is one of the two versions; the next run leaves a ledger that names it, a
   * chain that holds, nothing unfinished and nothing to recover for the run after it.
   *
   * @return whether there was something to recover
   */
  public static boolean assertRecovered(ModelPaths paths) throws IOException {
    PromotionSettings settings = PromotionSettings.of(paths, Map.of(), AUTHOR);
    boolean isRecovered;
    try (AliasStore store = AliasStore.open(settings, Clock.systemUTC())) {
      isRecovered = !store.recovered().isEmpty();
      assertThat(store.ledger().verify()).isInstanceOf(LedgerVerification.Intact.class);
      if (Files.exists(paths.alias(MODEL))) {
        byte[] alias = Files.readAllBytes(paths.alias(MODEL));
        assertThat(LoadedModel.load(MODEL, alias).sha256()).isIn(Digest.of(GOOD), Digest.of(WORSE));
        assertThat(LiveVersions.of(MODEL, store.ledger().read()))
            .map(LedgerEvent::toSha256)
            .contains(Digest.of(alias));
      }
    }
    assertThat(StoredVersions.unfinished(paths.directory())).isEmpty();
    assertThat(paths.intent()).doesNotExist();
    try (AliasStore store = AliasStore.open(settings, Clock.systemUTC())) {
      assertThat(store.recovered()).isEmpty();
    }
    return isRecovered;
  }
}
