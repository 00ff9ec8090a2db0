package ratchet.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  private static int[] by(int... values) {
    return RowOrder.by(values.length, (a, b) -> Integer.compare(values[a], values[b]));
  }
}
