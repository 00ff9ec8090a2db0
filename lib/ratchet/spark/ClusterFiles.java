package ratchet.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.storage.StorageLevel;
import ratchet.data.training.FilesRead;
import ratchet.data.training.TrainingSummary;

/**
 * The database files of one training on a cluster: each is a partition, read once and kept in the
 * memory of its executor. Where an executor is lost another one reads its files again; they must
 * then give the same rows.
 */
final class ClusterFiles {
  /** What the driver knows of a file. */
  record Summary(FilesRead.OfFile file, TrainingSummary summary) implements Serializable {}

  private final JavaRDD<Answer<FileRows>> rows;
  private final List<Summary> summaries;
  private final HashMap<String, String> digests;

  private ClusterFiles(JavaRDD<Answer<FileRows>> rows) {
    this.rows = rows;
    this.summaries =
        collect(
            rows.map(
                answer ->
                    answer.problem() == null
                        ? Answer.of(summary(answer.value()))
                        : answer.<Summary>sameProblem()));
    this.digests = new HashMap<>();
    summaries.forEach(one -> digests.put(one.file().file(), one.file().sha256()));
  }

  /**
   * Reads all files.
   *
   * @throws ratchet.model.InputException when one of them cannot be read, or two hold the same row
   */
  static ClusterFiles read(JavaSparkContext spark, List<String> files, ReadFile reader) {
    JavaRDD<Answer<FileRows>> rows = spark.parallelize(files, files.size()).map(reader::read);
    ClusterFiles read = new ClusterFiles(rows.persist(StorageLevel.MEMORY_AND_DISK()));
    SharedRows.refuse(rows, files.size());
    return read;
  }

  private static Summary summary(FileRows rows) {
    return new Summary(
        new FilesRead.OfFile(rows.file(), rows.sha256(), rows.set().size()), rows.set().summary());
  }

  /** Rows of all files. */
  long rowCount() {
    return summaries.stream().mapToLong(one -> one.file().rows()).sum();
  }

  /** Of all files together. */
  TrainingSummary summary() {
    TrainingSummary all = TrainingSummary.sum(summaries.stream().map(Summary::summary).toList());
    return summaries.size() == 1
        ? all
        : all.of(
            new FilesRead(summaries.stream().map(Summary::file).toList(), List.of(), List.of()));
  }

  /**
   * What a pass gives for each file, in their order.
   *
   * @throws ratchet.model.InputException when a file had to be read again and is not there, or has
   *     other rows
   */
  <T> List<T> over(FilePass<T> pass) {
    return collect(rows.map(new CheckedPass<>(digests, pass)));
  }

  private record CheckedPass<T>(Map<String, String> digests, FilePass<T> pass)
      implements Function<Answer<FileRows>, Answer<T>> {
    @Override
    public Answer<T> call(Answer<FileRows> read) {
      if (read.problem() != null) {
        return read.sameProblem();
      }
      FileRows rows = read.value();
      if (!rows.sha256().equals(digests.get(rows.file()))) {
        return new Answer<>(
            null,
            rows.file() + " changed during the training: it was read again and has other rows",
            "train again; or train from a copy that nothing writes to");
      }
      return Answer.of(pass.over(rows));
    }
  }

  private static <T> List<T> collect(JavaRDD<Answer<T>> answers) {
    List<T> values = new ArrayList<>();
    for (Answer<T> answer : Cluster.collect(answers)) {
      values.add(answer.get());
    }
    return values;
  }
}
