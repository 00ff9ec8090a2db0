package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockProductsTest {
  private static final int OFFSET = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11})
  void everyColumnFromTheFirstOnIsAddedOnce(int width) {
    SplittableRandom random = new SplittableRandom(width);
    for (int rows : new int[] {0, 1, 6, 7}) {
      double[] factor = random.doubles(rows).toArray();
      double[][] columns = new double[width][];
      for (int j = 0; j < width; j++) {
        columns[j] = random.doubles(OFFSET + rows).toArray();
      }
      for (int first = 0; first < width; first++) {
        double[] sums = new double[width + 2];
        sums[1] = 100;
        BlockProducts.add(factor, columns, first, OFFSET, rows, sums, 1);
        assertThat(sums[0]).isZero();
        for (int j = first; j < width; j++) {
          double expected = j == first ? 100 : 0;
          for (int i = 0; i < rows; i++) {
            expected += factor[i] * columns[j][OFFSET + i];
          }
          assertThat(sums[1 + j - first]).isCloseTo(expected, within(1e-12));
        }
        for (int unused = 1 + width - first; unused < sums.length; unused++) {
          assertThat(sums[unused]).isZero();
        }
      }
    }
  }
}
