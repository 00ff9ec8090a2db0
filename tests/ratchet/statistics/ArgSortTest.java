package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ArgSortTest {
  @Property
  void isAStableSort(@ForAll @Size(max = 50) List<Double> values) {
    double[] column = values.stream().mapToDouble(value -> value + 0.0).toArray();
    int[] expected =
        IntStream.range(0, column.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> column[i]))
            .mapToInt(i -> i)
            .toArray();
    assertThat(ArgSort.of(column)).isEqualTo(expected);
  }

  @Test
  void putsInfinitiesAtTheEndsAndZerosTogether() {
    double[] values = {Double.POSITIVE_INFINITY, 0.0, -0.0, -1, Double.NEGATIVE_INFINITY, 1e-320};
    assertThat(ArgSort.of(values)).containsExactly(4, 3, 1, 2, 5, 0);
    assertThat(ArgSort.denseRanks(values)).containsExactly(4, 2, 2, 1, 0, 3);
  }
}
