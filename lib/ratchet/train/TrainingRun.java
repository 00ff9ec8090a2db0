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
 * One training, from the database to the candidate file. The four training commands and {@code
 * retrain} use it.
 *
 * @param database opened read-only
 * @param modelsDirectory folder of the candidate; created if it is missing
 * @param champion the production alias, which may be missing; its digest becomes the candidate's
 *     parent
 * @param options options of the fit; their parent is replaced
 * @param dump CSV file for the rows, if they are to be written
 * @param writeAnyway whether, with too few rows, a file without a model replaces the candidate
 */
public record TrainingRun(
    ModelName model,
    LogFiles database,
    Path modelsDirectory,
    Path champion,
    TrainOptions options,
    Optional<Path> dump,
    boolean writeAnyway) {
  /** Number of progress lines of a completed {@link #run}: read, fitted, evaluated. */
  public static final int STAGES = 3;

  private static final double NANOS = 1e9;

  /**
   * The result of a training.
   *
   * @param candidate path of the file that was written
   * @param sha256 digest of the file
   * @param readSeconds duration of reading the database
   */
  public record Result(
      Path candidate, String sha256, TrainedModel trained, TrainingSet set, double readSeconds) {}

  /**
   * A training with the champion at its usual place in the models folder, without a dump, and
   * without {@code writeAnyway}.
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

  /** Path of the candidate file. */
  public Path candidate() {
    return modelsDirectory.resolve(model.candidateFile());
  }

  /**
   * Reads the rows, fits and evaluates the model, and writes the candidate.
   *
   * @param progress receives a line after each step
   * @throws InsufficientDataException if there are too few rows; the candidate is unchanged unless
   *     {@code writeAnyway}
   * @throws ratchet.model.RefusalException if a fit does not reach its optimum; the candidate is
   *     unchanged
   * @throws InputException if the database cannot be read, or a file cannot be written
   */
  public Result run(Consumer<String> progress) {
    return run(progress, () -> LocalSource.of(read()));
  }

  /**
   * {@link #run(Consumer)} for rows that another engine has read.
   *
   * @param rows rows that were read with the options; if they are not in this process, {@code dump}
   *     must be empty
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
          "fix its permissions, or remove it",
          e);
    }
  }

  private String write(ModelFile file) {
    byte[] content = ModelWriter.write(file);
    AtomicFile.write(candidate(), out -> out.write(content));
    return Digest.of(content);
  }
}
