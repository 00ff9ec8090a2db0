package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import ratchet.data.training.TrainingColumns.RowOrder;

class RowOrderTest {
  @Test
  void rowsInOrderStayWhereTheyAre() {
    assertThat(by(1, 2, 2, 5)).containsExactly(0, 1, 2, 3);
    assertThat(by()).isEmpty();
  }

  @Test
  void equalRowsKeepTheirOrder() {
    assertThat(by(4, 1, 4, 1)).containsExactly(1, 3, 0, 2);
  }

  @Test
  void oneRowOutOfPlaceIsFound() {
    assertThat(by(1, 2, 3, 0)).containsExactly(3, 0, 1, 2);
  }

  @Test
  void aColumnThatNeedsNoChangeIsNotCopied() {
    RowOrder order = RowOrder.by(3, Integer::compare);
    double[] numbers = {1, 2, 3};
    long[] times = {1, 2, 3};
    assertThat(order.of(numbers)).isSameAs(numbers);
    assertThat(order.of(times)).isSameAs(times);
  }

  @Test
  void whatAColumnHasBeyondTheRowsIsCutOff() {
    assertThat(RowOrder.by(2, Integer::compare).of(new double[] {1, 2, 9})).containsExactly(1, 2);
    assertThat(RowOrder.by(2, (a, b) -> b - a).of(new double[] {1, 2, 9})).containsExactly(2, 1);
  }

  @Test
  void keysGoWithTheirRows() {
    KeyList keys = new KeyList();
    keys.addAll(List.of("a", "b"));
    assertThat(RowOrder.by(2, (a, b) -> b - a).of(keys)).containsExactly("b", "a");
  }

  /** Where each of the values went, told by a column of row numbers. */
  private static long[] by(int... values) {
    RowOrder order = RowOrder.by(values.length, (a, b) -> Integer.compare(values[a], values[b]));
    return order.of(LongStream.range(0, values.length).toArray());
  }
}
