package ratchet.health.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.health.OpenFiles;
import ratchet.model.InputException;

class RowSpoolTest {
  /** A record of two labels and three features has 24 bytes: a buffer is full after 43,690. */
  private static final int MANY = 200_000;

  private static final double[] NONE = {};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 43_690, 43_691, 87_380, 87_381, MANY})
  void givesBackWhatItTookAsOftenAsAsked(int size) {
    try (RowSpool spool = new RowSpool(false, in(folder))) {
      fill(spool, size);
      SpooledRows rows = spool.rows();
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
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 43_690, MANY})
  void knowsNothingOfTheRowsBeforeItWasCleared(int size) throws IOException {
    try (RowSpool spool = new RowSpool(false, in(folder))) {
      fill(spool, size);
      spool.clear();
      assertThat(OpenFiles.in(folder)).isEmpty();
      fill(spool, 3);
      SpooledRows rows = spool.rows();
      assertThat(rows.size()).isEqualTo(3);
      for (int row = 0; row < 3; row++) {
        assertThat(rows.next() && isRow(rows, row)).isTrue();
      }
    }
  }

  @Test
  void goesToAnyRow() {
    try (RowSpool spool = new RowSpool(false, in(folder))) {
      fill(spool, MANY);
      SpooledRows rows = spool.rows();
      for (int row : List.of(MANY - 1, 0, 150_000, 149_999, 43_690, 43_689)) {
        assertThat(rows.decisionMs(row)).isEqualTo(1_000L * row);
        assertThat(isRow(rows, row)).isTrue();
      }
      assertThat(rows.next()).isTrue();
      assertThat(isRow(rows, 43_690)).isTrue();
    }
  }

  @Test
  void aLabelIsOneOfTwoClassesOrAMeasureOrNotThere() {
    assertThat(SpooledRows.code(0)).isZero();
    assertThat(SpooledRows.code(1)).isEqualTo((byte) 1);
    assertThat(SpooledRows.code(Double.NaN)).isEqualTo((byte) SpooledRows.NO_LABEL);
    for (double measure : new double[] {0.5, -1, 2, 1_000, Double.POSITIVE_INFINITY}) {
      assertThat(SpooledRows.code(measure)).isEqualTo((byte) SpooledRows.MEASURED);
    }
  }

  @Test
  void fewRowsNeedNoFolder() {
    try (RowSpool spool = new RowSpool(false, in(folder.resolve("none")))) {
      fill(spool, 43_690);
      assertThat(spool.rows().decisionMs(43_689)).isEqualTo(43_689_000);
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamedWithTheRemedy() {
    Path none = folder.resolve("none");
    try (RowSpool spool = new RowSpool(false, in(none))) {
      assertThatThrownBy(() -> fill(spool, MANY))
          .isInstanceOfSatisfying(
              InputException.class,
              failure -> {
                assertThat(failure).hasMessageContaining(none + ": there is no such folder");
                assertThat(failure.remedy()).contains("24 bytes").contains("java.io.tmpdir=FOLDER");
              });
    }
  }

  @Test
  void leavesNoFile() throws IOException {
    try (RowSpool spool = new RowSpool(false, in(folder))) {
      fill(spool, MANY);
      spool.rows().decisionMs(0);
      assertThat(OpenFiles.in(folder)).hasSize(1);
    }
    assertThat(OpenFiles.in(folder)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNoFileAfterAFailureEither() throws IOException {
    assertThatThrownBy(
            () -> {
              try (RowSpool spool = new RowSpool(false, in(folder))) {
                fill(spool, MANY);
                throw new IllegalStateException("in the middle");
              }
            })
        .hasMessage("in the middle");
    assertThat(OpenFiles.in(folder)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rowsComeInTheOrderOfTheirDecisionsAndThoseOfOneMomentAsTheyCame() {
    try (RowSpool spool = new RowSpool(true, new SpoolSpace(folder, 1_000))) {
      for (int mint = 0; mint < 2_000; mint++) {
        spool.add(mint * 7L % 500, mint, utf8("m" + mint), utf8("m" + mint), NONE, NONE, NONE);
      }
      SpooledRows rows = spool.rows();
      for (int row = 0; row < 2_000; row++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.decisionMs()).isEqualTo(row / 4);
        // every 500th is of the same moment, and 143 times 7 is one more than twice 500
        int mint = row / 4 * 143 % 500 + row % 4 * 500;
        assertThat(rows.labelEndMs()).isEqualTo(mint);
        assertThat(rows.mint()).isEqualTo(SharedMints.number("m" + mint));
      }
      assertThat(rows.next()).isFalse();
    }
  }

  private static SpoolSpace in(Path folder) {
    return new SpoolSpace(folder, 1 << 20);
  }

  private static void fill(RowSpool spool, int size) {
    double[] labels = new double[2];
    double[] features = new double[3];
    for (int row = 0; row < size; row++) {
      labels[0] = row % 2;
      labels[1] = row % 3 == 0 ? Double.NaN : row % 3;
      features[0] = -1;
      features[1] = row / (double) MANY;
      features[2] = 1 + row % 2;
      spool.add(
          1_000L * row, 1_000L * row + 5, utf8("k" + row), utf8("k" + row), labels, NONE, features);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isRow(SpooledRows rows, int row) {
    int second = row % 3 == 0 ? SpooledRows.NO_LABEL : row % 3;
    return rows.decisionMs() == 1_000L * row
        && rows.labelEndMs() == 1_000L * row + 5
        && rows.label(0) == row % 2
        && rows.label(1) == second
        && rows.cell(0) == FeatureCells.cell(-1)
        && rows.cell(1) == FeatureCells.cell(row / (double) MANY)
        && rows.cell(2) == FeatureCells.cell(1 + row % 2);
  }
}
