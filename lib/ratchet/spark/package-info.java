/**
 * Training on Apache Spark: the rows to fit on stay on executors, each database file a partition.
 * Fits are Newton's method in this process over sums that the executors compute.
 *
 * <p>It knows no gate, promotion or HTTP. It is the only room that knows Spark, and only {@code
 * train_on_spark} names it, so that no other command loads Spark's libraries. Start at {@link
 * ratchet.spark.SparkTraining}.
 */
package ratchet.spark;
