package ratchet.train;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.TrainingSet;
import ratchet.features.Features;
import ratchet.features.GoldenInputs;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.Provenance;
import ratchet.model.Toolkit;
import ratchet.model.WorkerThreads;

/** Trains a model from a training set in memory, without reading or writing files. */
public final class Trainers {
  private static final double NANOS = 1e9;

  private Trainers() {}

  /**
   * The split of the rows into training rows and holdout that {@link #train} uses.
   *
   * @throws InsufficientDataException for a set without rows
   */
  public static ChronologicalSplit split(TrainingSet set) {
    if (set.size() == 0) {
      throw noRows(set);
    }
    return ChronologicalSplit.of(set);
  }

  private static InsufficientDataException noRows(TrainingSet set) {
    return InsufficientDataException.noRows(set.model().id(), "row counts: " + set.rowCounts());
  }

  /**
   * Fits the set's model on the training rows and evaluates it on the holdout. The same set, seed
   * and clock give the same bytes.
   *
   * @throws InsufficientDataException if there are too few rows for a model
   * @throws ratchet.model.RefusalException if a default replaces a feature in most rows, or a fit
   *     does not reach its optimum
   */
  public static TrainedModel train(TrainingSet set, TrainOptions options) {
    return train(LocalSource.of(set), options, line -> {});
  }

  /**
   * {@link #train(TrainingSet, TrainOptions)} for rows that may be in other processes.
   *
   * @param progress receives a line after the fit, and a line after the evaluation
   */
  static TrainedModel train(
      TrainingSource source, TrainOptions options, Consumer<String> progress) {
    if (source.rowCount() == 0) {
      throw noRows(source.set());
    }
    try (WorkerThreads threads = new WorkerThreads("train", options.threads())) {
      return train(source, options, threads, progress);
    }
  }

  private static TrainedModel train(
      TrainingSource source,
      TrainOptions options,
      WorkerThreads threads,
      Consumer<String> progress) {
    FeatureInputs.require(source, options.allowedMissing());
    TrainingSet set = source.set();
    Trainer trainer = Trainer.of(set.model());
    TrainingData data = new TrainingData(source, options, threads);
    long start = System.nanoTime();
    Instant created = options.clock().instant();
    ModelHeader blank =
        header(
            set, created, ModelHeader.STATUS_OK, new MetricCollector(), Map.of(), Optional.empty());
    FittedModel fitted = trainer.fit(data, blank);
    Supplier<String> fingerprint = threads.begin(source::fingerprint);
    long fittedAt = System.nanoTime();
    progress.accept("fitted " + source.split().train() + " rows");
    MetricCollector collector = new MetricCollector();
    source.constantFeatures().forEach(collector::issue);
    fitted.issues().forEach(collector::issue);
    trainer.evaluate(fitted.file(), data, collector);
    progress.accept("evaluated on " + source.split().holdout() + " rows");
    ModelHeader header =
        header(
            set,
            created,
            ModelHeader.STATUS_OK,
            collector,
            trainer.sampleSizes(collector),
            Optional.of(provenance(source, options, fitted.learned(), fingerprint.get())));
    ModelFile file = GoldenInputs.stamp(trainer.finish(fitted.file(), header));
    return new TrainedModel(
        file,
        fitted.fits(),
        source.split(),
        (fittedAt - start) / NANOS,
        (System.nanoTime() - fittedAt) / NANOS);
  }

  /**
   * A file that states why there is no model: zero weights, and a status that the gates refuse.
   *
   * @param status {@code no_data} or {@code insufficient_samples}
   * @param issue the reason, one sentence
   */
  public static ModelFile blank(
      TrainingSet set, TrainOptions options, String status, String issue) {
    return blank(LocalSource.of(set), options, status, issue);
  }

  /** {@link #blank(TrainingSet, TrainOptions, String, String)} for rows in other processes. */
  static ModelFile blank(TrainingSource source, TrainOptions options, String status, String issue) {
    TrainingSet set = source.set();
    Trainer trainer = Trainer.of(set.model());
    MetricCollector collector = new MetricCollector();
    collector.issue(issue);
    Map<String, Long> sizes =
        set.model() == ModelName.SURVIVAL
            ? Map.of("sample_size", 0L)
            : WeightConversion.sizes(0, 0);
    ModelHeader header =
        header(
            set,
            options.clock().instant(),
            status,
            collector,
            sizes,
            Optional.of(provenance(source, options, Map.of(), source.fingerprint())));
    return GoldenInputs.stamp(trainer.blank(header, options));
  }

  private static ModelHeader header(
      TrainingSet set,
      Instant created,
      String status,
      MetricCollector collector,
      Map<String, Long> sizes,
      Optional<Provenance> provenance) {
    Metrics metrics = collector.metrics();
    return new ModelHeader(
        created,
        status,
        Features.of(set.model()).names(),
        metrics,
        sizes,
        collector.issues(),
        List.of(),
        provenance);
  }

  private static Provenance provenance(
      TrainingSource source,
      TrainOptions options,
      Map<String, Double> learned,
      String fingerprint) {
    TrainingSet set = source.set();
    ChronologicalSplit.Sizes split = source.split();
    Trainer trainer = Trainer.of(set.model());
    Map<String, Long> counts = new LinkedHashMap<>(set.rowCounts());
    counts.put("train", split.train());
    counts.put("purged", split.purged());
    counts.put("holdout", split.holdout());
    Map<String, Double> parameters = new TreeMap<>(trainer.hyperParameters(options));
    LabelTiming timing = LabelTiming.of(set.model());
    parameters.put("embargo_seconds", seconds(timing.embargo()));
    parameters.put("label_window_seconds", seconds(timing.window()));
    parameters.put("holdout_share", ChronologicalSplit.HOLDOUT_SHARE);
    parameters.putAll(learned);
    parameters.put("folds", (double) ChronologicalSplit.FOLDS);
    return new Provenance(
        set.dataFrom(),
        set.dataTo(),
        counts,
        fingerprint,
        Features.of(set.model()).schemaSha256(),
        parameters,
        options.seed(),
        Instant.ofEpochMilli(split.trainToMs()),
        Instant.ofEpochMilli(split.holdoutFromMs()),
        Toolkit.VERSION,
        Integer.toString(Runtime.version().feature()),
        "train_" + set.model().id(),
        options.parentSha256(),
        source.engine(),
        set.facts().files().files().stream()
            .map(file -> new Provenance.LogFile(file.sha256(), file.rows()))
            .sorted(
                Comparator.comparing(Provenance.LogFile::sha256)
                    .thenComparingLong(Provenance.LogFile::rows))
            .toList(),
        set.facts().files().skipped());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
