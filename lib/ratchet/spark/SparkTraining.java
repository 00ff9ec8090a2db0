package ratchet.spark;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sqlite.JDBC;
import ratchet.data.sqlite.Database;
import ratchet.data.training.LogScope;
import ratchet.data.training.ReadOptions;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.train.TrainingSource;

/**
 * A Spark cluster for one training. {@link #rows} gives the rows, for {@link
 * ratchet.train.TrainingRun#run}; closing it ends Spark.
 */
public final class SparkTraining implements AutoCloseable {
  private final JavaSparkContext spark;

  private SparkTraining(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Connects, once all files are seen to be there.
   *
   * @param master as Spark names it, e.g. {@code local[*]} or {@code spark://host:7077}
   * @param settings of Spark, by name
   * @param files absolute paths, or addresses on Hadoop file systems
   * @throws InputException when a file or the cluster does not exist
   */
  public static SparkTraining connect(
      String master, Map<String, String> settings, List<String> files) {
    SparkConf conf = Cluster.conf(master, jars(), settings);
    files.forEach(file -> DatabaseCopy.require(file, conf));
    return new SparkTraining(Cluster.connect(conf));
  }

  /** What executors need beside Spark: this toolkit, and SQLite's driver. */
  private static List<String> jars() {
    return Stream.of(SparkTraining.class, JDBC.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(address -> Path.of(URI.create(address.toString())).toString())
        .filter(path -> path.endsWith(".jar"))
        .toList();
  }

  /**
   * The rows of all files; each file is read once, by an executor.
   *
   * @param files as given to {@link #connect}
   * @throws InputException when a file cannot be read
   */
  public TrainingSource rows(ModelName model, List<String> files, ReadOptions options) {
    LogScope scope = scope(files, options.asOfMs());
    ReadFile reader =
        new ReadFile(model, scope, options.asOfMs().orElse(scope.lastMs()), options.trailBps());
    return ClusterSource.of(
        ClusterFiles.read(spark, files, reader), spark.version(), spark.master());
  }

  /** Of all files: windows count back from the newest moment of all. */
  private LogScope scope(List<String> files, OptionalLong asOfMs) {
    FileScope find = new FileScope(asOfMs.orElse(Long.MAX_VALUE));
    return Cluster.collect(spark.parallelize(files, files.size()).map(find::of)).stream()
        .map(Answer::get)
        .reduce(LogScope::plus)
        .orElseThrow();
  }

  private record FileScope(long asOfMs) implements Serializable {
    Answer<LogScope> of(String file) {
      try {
        return Answer.of(DatabaseCopy.with(file, this::scope));
      } catch (InputException e) {
        return Answer.failed(DatabaseCopy.named(file, e));
      }
    }

    private LogScope scope(Path copy) {
      try (Database database = Database.openReadOnly(copy)) {
        return LogScope.of(database, OptionalLong.of(asOfMs));
      }
    }
  }

  @Override
  public void close() {
    spark.close();
  }
}
