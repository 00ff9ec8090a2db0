package ratchet.spark;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import ratchet.data.training.TrainingSet;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import scala.Tuple2;

/**
 * Finds what several files hold: an attempt, or for the models with a row per mint, a mint. One
 * process counts such rows once; on a cluster they would be fitted twice, so they are refused.
 * Executors exchange the first 64 bits of a digest of each row's identity.
 */
final class SharedRows {
  private static final int MOST_BUCKETS = 64;

  private SharedRows() {}

  /**
   * @throws InputException for rows that are in more than one file
   */
  static void refuse(JavaRDD<Answer<FileRows>> files, int count) {
    if (count < 2) {
      return;
    }
    int buckets = Math.min(count, MOST_BUCKETS);
    long shared =
        Cluster.collect(
                files
                    .flatMapToPair(answer -> byBucket(answer.value(), buckets).iterator())
                    .groupByKey(buckets)
                    .map(bucket -> Answer.of(equalOnes(bucket._2()))))
            .stream()
            .mapToLong(Answer::get)
            .sum();
    if (shared > 0) {
      throw new InputException(
          shared + " rows are in more than one of the " + count + " files",
          "give each log once; without --engine spark such rows count once");
    }
  }

  private static List<Tuple2<Integer, long[]>> byBucket(FileRows file, int buckets) {
    long[] identities = identities(file.set());
    List<Tuple2<Integer, long[]>> parts = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      int own = bucket;
      parts.add(
          new Tuple2<>(
              bucket,
              LongStream.of(identities)
                  .filter(identity -> Math.floorMod(identity, buckets) == own)
                  .toArray()));
    }
    return parts;
  }

  /** An attempt is its key and moment; an entry is its mint. */
  private static long[] identities(TrainingSet set) {
    MessageDigest digest = Digest.sha256();
    long[] identities = new long[set.size()];
    for (int row = 0; row < identities.length; row++) {
      if (set.model() == ModelName.FILLNET) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, set.decisionMs()[row]));
      }
      identities[row] = ByteBuffer.wrap(digest.digest(set.keyUtf8(row))).getLong();
    }
    return identities;
  }

  private static long equalOnes(Iterable<long[]> parts) {
    long[] all = {};
    for (long[] part : parts) {
      int size = all.length;
      all = Arrays.copyOf(all, size + part.length);
      System.arraycopy(part, 0, all, size, part.length);
    }
    Arrays.sort(all);
    long equal = 0;
    for (int i = 1; i < all.length; i++) {
      equal += all[i] == all[i - 1] ? 1 : 0;
    }
    return equal;
  }
}
