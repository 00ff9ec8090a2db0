package ratchet.health.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowsTest {
  private static final double[] NONE = {};
  private static final int MANY = 200_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, MANY})
  void givesBackWhatItTookAsOftenAsAsked(int size) {
    PackedRows rows = new PackedRows();
    fill(rows, size);
    rows.inOrder();
    assertThat(rows.size()).isEqualTo(size);
    for (int time = 0; time < 3; time++) {
      rows.rewind();
      long wrong = 0;
      for (int row = 0; row < size; row++) {
        wrong += rows.next() && isRow(rows, row) ? 0 : 1;
      }
      assertThat(wrong).isZero();
      assertThat(rows.next()).isFalse();
      assertThat(rows.next()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16_384, MANY})
  void knowsNothingOfTheRowsBeforeItWasCleared(int size) {
    PackedRows rows = new PackedRows();
    fill(rows, size);
    rows.add(-5, 0, utf8("x"), utf8("x"), new double[2], NONE, new double[3]);
    rows.clear();
    fill(rows, 3);
    rows.inOrder();
    assertThat(rows.size()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(rows.next() && isRow(rows, row)).isTrue();
    }
    assertThat(rows.next()).isFalse();
  }

  @Test
  void goesToAnyRow() {
    PackedRows rows = new PackedRows();
    fill(rows, MANY);
    rows.inOrder();
    for (int row : List.of(MANY - 1, 0, 150_000, 149_999, 16_384, 16_383)) {
      assertThat(rows.decisionMs(row)).isEqualTo(1_000L * row);
      assertThat(isRow(rows, row)).isTrue();
    }
    assertThat(rows.next()).isTrue();
    assertThat(isRow(rows, 16_384)).isTrue();
    assertThatThrownBy(() -> rows.decisionMs(MANY)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void rowsComeInTheOrderOfTheirDecisionsAndThoseOfOneMomentAsTheyCame() {
    PackedRows rows = new PackedRows();
    for (int mint = 0; mint < 20_000; mint++) {
      rows.add(mint * 7L % 5_000, mint, utf8("m" + mint), utf8("m" + mint), NONE, NONE, NONE);
    }
    rows.inOrder();
    long wrong = 0;
    for (int row = 0; row < 20_000; row++) {
      rows.next();
      long moment = row / 4;
      // every 5,000th is of the same moment, and 2,143 times 7 is one more than three times 5,000
      long mint = moment * 2_143 % 5_000 + row % 4 * 5_000L;
      boolean same =
          rows.decisionMs() == moment
              && rows.labelEndMs() == mint
              && rows.mint() == SharedMints.number("m" + mint);
      wrong += same ? 0 : 1;
    }
    assertThat(wrong).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L + Integer.MAX_VALUE,
        -5_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void aLabelMayBeKnownAtAnyTime(long labelEndMs) {
    for (long decisionMs : new long[] {0, 1_800_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE}) {
      PackedRows rows = new PackedRows();
      rows.add(decisionMs, labelEndMs, utf8("k"), utf8("k"), NONE, NONE, NONE);
      rows.inOrder().next();
      assertThat(rows.decisionMs()).isEqualTo(decisionMs);
      assertThat(rows.labelEndMs()).isEqualTo(labelEndMs);
    }
  }

  @Test
  void aLabelIsOneOfTwoClassesOrAMeasureOrNotThere() {
    double[] labels = {0, 1, Double.NaN, 0.5, -1, 2, Double.POSITIVE_INFINITY};
    PackedRows rows = new PackedRows();
    rows.add(0, 0, utf8("k"), utf8("k"), labels, NONE, new double[] {1});
    rows.inOrder().next();
    int[] codes = {0, 1, PackedRows.NO_LABEL, 2, 2, 2, PackedRows.MEASURED};
    for (int label = 0; label < codes.length; label++) {
      assertThat(rows.label(label)).isEqualTo(codes[label]);
    }
    assertThat(rows.cell(0)).isEqualTo(FeatureCells.cell(1));
  }

  private static void fill(PackedRows rows, int size) {
    double[] labels = new double[2];
    double[] features = new double[3];
    for (int row = 0; row < size; row++) {
      labels[0] = row % 2;
      labels[1] = row % 3 == 0 ? Double.NaN : row % 3;
      features[0] = -1;
      features[1] = row / (double) MANY;
      features[2] = 1 + row % 2;
      rows.add(
          1_000L * row, 1_000L * row + 5, utf8("k" + row), utf8("k" + row), labels, NONE, features);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isRow(PackedRows rows, int row) {
    int second = row % 3 == 0 ? PackedRows.NO_LABEL : row % 3;
    return rows.decisionMs() == 1_000L * row
        && rows.labelEndMs() == 1_000L * row + 5
        && rows.label(0) == row % 2
        && rows.label(1) == second
        && rows.cell(0) == FeatureCells.cell(-1)
        && rows.cell(1) == FeatureCells.cell(row / (double) MANY)
        && rows.cell(2) == FeatureCells.cell(1 + row % 2);
  }
}
