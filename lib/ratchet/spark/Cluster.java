package ratchet.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import ratchet.model.InputException;

/** The connection to Spark, with messages for its failures. */
final class Cluster {
  private Cluster() {}

  /** Settings of a run; those of the user win. */
  static SparkConf conf(String master, List<String> jars, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("ratchet")
            .set("spark.ui.enabled", "false")
            // the holdout and the predictions of the folds come to the driver
            .set("spark.driver.maxResultSize", "0")
            .set("spark.log.level", "OFF");
    if (!master.startsWith("local")) {
      conf.setJars(jars.toArray(String[]::new));
    }
    if (master.startsWith("local") || master.contains("127.0.0.1")) {
      // a host's name may be one that it cannot reach itself by
      conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    }
    settings.forEach(conf::set);
    return conf;
  }

  /**
   * @throws InputException when there is no such cluster
   */
  static JavaSparkContext connect(SparkConf conf) {
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      // Scala throws checked exceptions that Java is not told of
      throw new InputException(
          "cannot use the Spark cluster " + conf.get("spark.master") + ": " + reason(e),
          "check --master and the --conf settings",
          e);
    }
  }

  /**
   * The answers of all partitions, in their order.
   *
   * @throws InputException when the cluster gave up
   */
  static <T> List<Answer<T>> collect(JavaRDD<Answer<T>> answers) {
    try {
      return new ArrayList<>(answers.collect());
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Exception cause) {
    if (cause instanceof SparkException
        || cause instanceof IllegalStateException
        || cause.getCause() instanceof SparkException) {
      return new InputException(
          "Spark stopped the training: " + reason(cause),
          "see the log of the executor that is named; a lost executor is replaced, a task that"
              + " fails four times is not",
          cause);
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }

  private static String reason(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return text.lines().limit(2).reduce((a, b) -> a + " " + b.strip()).orElse(text);
  }
}
