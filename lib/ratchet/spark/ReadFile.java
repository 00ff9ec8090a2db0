package ratchet.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import ratchet.data.sqlite.Database;
import ratchet.data.training.LogScope;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingColumns;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.data.training.TrainingSummary;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.train.DatasetFingerprint;

/**
 * Reads one database file on an executor, by the reader that every command uses. A local file is
 * read where it lies; one of another file system is copied to the executor first.
 *
 * @param scope of all files
 * @param asOfMs nothing later is read, so that a file that is read again gives the same rows though
 *     a bot goes on writing
 */
record ReadFile(ModelName model, LogScope scope, long asOfMs, double trailBps)
    implements Serializable {
  ReadOptions options() {
    return new ReadOptions(OptionalLong.of(asOfMs), trailBps);
  }

  Answer<FileRows> read(String file) {
    try {
      return Answer.of(DatabaseCopy.with(file, copy -> rows(file, copy)));
    } catch (InputException e) {
      return Answer.failed(DatabaseCopy.named(file, e));
    }
  }

  private FileRows rows(String file, Path copy) {
    TrainingColumns columns = new TrainingColumns();
    try (Database database = Database.openReadOnly(copy)) {
      TrainingSummary summary =
          TrainingReader.forEachRow(database, scope, Map.of(model, columns), options()).get(model);
      byte[][] mints = columns.mintsUtf8();
      TrainingSet set = columns.build(summary);
      String sha256 = DatasetFingerprint.of(set, IntStream.range(0, set.size()).toArray());
      return new FileRows(file, sha256, set, mints, new Selections());
    }
  }
}
