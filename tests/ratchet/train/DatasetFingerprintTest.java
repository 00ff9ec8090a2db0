package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelName;

class DatasetFingerprintTest {
  /** A buffer holds some four hundred rows. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 20_000})
  void isTheDigestOfTheRowsAsDocumented(int size) throws IOException, NoSuchAlgorithmException {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 30_000);
    set.label("y_slip_bps")[7] = Double.longBitsToDouble(0x7ff8000000000123L);
    set.keys().set(3, "x".repeat(70_000));
    set.keys().set(5, "m\u00e9\ud83d\ude80");
    int[] rows = IntStream.range(0, size).map(row -> row + row / 3).toArray();
    assertThat(DatasetFingerprint.of(set, rows)).isEqualTo(expected(set, rows));
  }

  private static String expected(TrainingSet set, int[] rows)
      throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int row : rows) {
      byte[] key = set.keys().get(row).getBytes(StandardCharsets.UTF_8);
      out.writeLong(set.decisionMs()[row]);
      out.writeLong(set.labelEndMs()[row]);
      out.writeInt(key.length);
      out.write(key);
      for (double[][] columns : Arrays.asList(set.labels(), set.features())) {
        for (double[] column : columns) {
          out.writeDouble(column[row]);
        }
      }
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    return HexFormat.of().formatHex(digest);
  }
}
