package ratchet.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ratchet.data.sqlite.Database;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFile;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.store.AtomicFile;

/**
 * One training, from the database to the candidate file: what the four commands do, and whoever
 * retrains within a process.
 *
 * @param database opened read-only
 * @param modelsDirectory where the candidate goes; created when it is missing
 * @param champion the production alias, whose digest becomes the candidate's parent; need not be
 *     there
 * @param options the parent in it is replaced
 * @param dump where the rows go as CSV, if anywhere
 * @param writeAnyway without enough data, a file that says so replaces the candidate
 */
public record TrainingRun(
    ModelName model,
    LogFiles database,
    Path modelsDirectory,
    Path champion,
    TrainOptions options,
    Optional<Path> dump,
    boolean writeAnyway) {
  /** Lines that {@link #run} tells of a training that is done: read, fitted, judged. */
  public static final int STAGES = 3;

  private static final double NANOS = 1e9;

  /**
   * What was trained and written.
   *
   * @param candidate the file
   * @param sha256 of the file
   * @param readSeconds time spent reading the database
   */
  public record Result(
      Path candidate, String sha256, TrainedModel trained, TrainingSet set, double readSeconds) {}

  /**
   * With the champion at its usual place in the models folder, no dump, and no file without data.
   */
  public static TrainingRun of(
      ModelName model, LogFiles database, Path modelsDirectory, TrainOptions options) {
    return new TrainingRun(
        model,
        database,
        modelsDirectory,
        modelsDirectory.resolve(model.aliasFile()),
        options,
        Optional.empty(),
        false);
  }

  public Path candidate() {
    return modelsDirectory.resolve(model.candidateFile());
  }

  /**
   * Reads, fits, judges, writes.
   *
   * @param progress told what happens, a line each
   * @throws InsufficientDataException when the rows cannot give a model; the candidate is as it was
   *     unless {@code writeAnyway}
   * @throws ratchet.model.RefusalException when a fit does not reach its optimum; the candidate is
   *     as it was
   * @throws InputException when the database cannot be read, or a file cannot be written
   */
  public Result run(Consumer<String> progress) {
    return run(progress, () -> LocalSource.of(read()));
  }

  /**
   * The same of rows that another engine has.
   *
   * @param rows as the options say; where they are not in this process there must be no dump
   */
  public Result run(Consumer<String> progress, Supplier<TrainingSource> rows) {
    AtomicFile.requireWritable(candidate());
    dump.ifPresent(AtomicFile::requireNoDocument);
    TrainOptions withParent = options.withParent(parent());
    long start = System.nanoTime();
    TrainingSource source = rows.get();
    TrainingSet set = source.set();
    double readSeconds = (System.nanoTime() - start) / NANOS;
    progress.accept(
        "read "
            + source.rowCount()
            + " rows of "
            + set.rowCounts().getOrDefault("decisions", 0L)
            + " decisions, "
            + set.dataFrom()
            + " to "
            + set.dataTo());
    dump.ifPresent(
        file ->
            DumpFile.write(
                file, set, set.size() == 0 ? Optional.empty() : Optional.of(Trainers.split(set))));
    try {
      TrainedModel trained = Trainers.train(source, withParent, progress);
      String sha256 = write(trained.file());
      return new Result(candidate(), sha256, trained, set, readSeconds);
    } catch (InsufficientDataException e) {
      if (writeAnyway) {
        String sha256 = write(Trainers.blank(source, withParent, e.status(), e.getMessage()));
        progress.accept("wrote " + candidate() + " with status " + e.status());
        throw e.wrote(candidate(), sha256);
      }
      throw e;
    }
  }

  private TrainingSet read() {
    return Database.read(database, opened -> TrainingReader.read(opened, model, options.read()));
  }

  private Optional<String> parent() {
    try {
      return Files.isRegularFile(champion)
          ? Optional.of(Digest.of(Files.readAllBytes(champion)))
          : Optional.empty();
    } catch (IOException e) {
      throw new InputException(
          "cannot read the champion " + champion + ": " + e.getMessage(),
          "fix its permissions, or take it away",
          e);
    }
  }

  private String write(ModelFile file) {
    byte[] content = ModelWriter.write(file);
    AtomicFile.write(candidate(), out -> out.write(content));
    return Digest.of(content);
  }
}
