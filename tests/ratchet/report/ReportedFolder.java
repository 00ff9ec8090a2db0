package ratchet.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.cli.Console;
import ratchet.cli.report.ReportRun;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.health.HealthThresholds;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.promote.PromoteReport;
import ratchet.promote.Promotion;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.rollout.PromotionListener;
import ratchet.report.page.Page;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/** A generated database and models trained from it, to report on. */
record ReportedFolder(Path database, Path models) {
  static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  /** An hour after the last row. */
  static final Clock CLOCK = Clock.fixed(END.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  /** Four models live; FillNet and Alpha have another candidate, of what was known a day before. */
  static ReportedFolder create(Path folder) {
    ReportedFolder made =
        new ReportedFolder(folder.resolve("trenches.db"), folder.resolve("models"));
    try (Database opened = Database.openReadWrite(made.database)) {
      Seeder.seed(opened, new SeedPlan(3, 21, 500, 8_000, END), false);
    }
    made.train(ReadOptions.DEFAULT.asOfMs(), ModelName.all());
    made.promotion(false).run(ModelName.all());
    made.train(
        OptionalLong.of(END.minus(Duration.ofDays(1)).toEpochMilli()),
        List.of(ModelName.FILLNET, ModelName.ALPHA));
    return made;
  }

  private void train(OptionalLong asOfMs, List<ModelName> names) {
    TrainOptions options =
        new TrainOptions(
            new ReadOptions(asOfMs, ReadOptions.DEFAULT_TRAIL_BPS),
            42,
            TrainOptions.DEFAULT_THREADS,
            CLOCK,
            Optional.empty());
    names.forEach(
        name -> TrainingRun.of(name, LogFiles.of(database), models, options).run(line -> {}));
  }

  private Promotion promotion(boolean dryRun) {
    ModelPaths paths = ModelPaths.of(models);
    ChampionEvidence evidence =
        RescoredEvidence.of(LogFiles.of(database), paths, Evidence.Leniency.NONE);
    return new Promotion(
        new PromotionSettings(
            paths,
            Map.of(),
            PromotionSettings.DEFAULT_LOCK_TIMEOUT,
            dryRun,
            false,
            new LedgerAuthor("tester", "here", "promote")),
        GateRules.standard(),
        evidence,
        List.of(),
        (model, urls, expected) -> List.of(),
        CLOCK,
        PromotionListener.NONE);
  }

  PromoteReport dryRun() {
    return promotion(true).run(ModelName.all());
  }

  Page page() {
    return new ReportRun(
            new ReportRun.Sources(
                LogFiles.of(database), ModelPaths.of(models), HealthThresholds.standard(), false),
            Optional.empty(),
            this::dryRun,
            Clock.offset(CLOCK, Duration.ofHours(3)),
            new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                false,
                true))
        .page();
  }

  static Path write(Page page, Path file) {
    try {
      return Files.writeString(file, page.html());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
