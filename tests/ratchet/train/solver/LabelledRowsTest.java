package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelName;
import ratchet.train.SyntheticRows;
import ratchet.train.SyntheticSets;

class LabelledRowsTest {
  private static final TrainingSet SET = SyntheticSets.of(ModelName.FILLNET, 3_000);

  @Test
  void leavesOutRowsWithoutTheLabel() {
    int[] selection = IntStream.range(500, 1_500).toArray();
    LabelledRows slips = LabelledRows.of(SET, selection, "y_slip_bps");
    int[] filled = Arrays.stream(selection).filter(row -> SET.label("y_fill")[row] == 1).toArray();
    assertThat(slips.places()).isEqualTo(filled);
    assertThat(slips.areAdjacent()).isFalse();
    assertThat(slips.label(3)).isEqualTo(SET.label("y_slip_bps")[filled[3]]);
    assertThat(LabelledRows.of(SET, selection, "y_fill").positives()).isEqualTo(filled.length);
  }

  @Test
  void readsTheSetsOwnColumns() {
    LabelledRows rows = LabelledRows.of(SET, new int[] {7, 8, 9}, "y_fill");
    assertThat(rows.columns()).isSameAs(SET.features());
    assertThat(rows.labels()).isSameAs(SET.label("y_fill"));
    assertThat(rows.areAdjacent()).isTrue();
    double[] vector = new double[8];
    rows.vector(1, vector);
    for (int j = 0; j < vector.length; j++) {
      assertThat(vector[j]).isEqualTo(SET.features()[j][8]);
    }
  }

  @Test
  void aFitOfAStretchOfRowsHasTheBitsOfAFitOfItsCopy() {
    LabelledRows stretch = LabelledRows.of(SET, IntStream.range(700, 2_900).toArray(), "y_fill");
    assertThat(logistic(stretch)).isEqualTo(logistic(stretch.copy()));
  }

  @Test
  void aFitOfScatteredRowsHasTheBitsOfAFitOfTheirCopy() {
    int[] scattered = IntStream.range(0, 3_000).filter(row -> row % 7 != 3).toArray();
    LabelledRows fills = LabelledRows.of(SET, scattered, "y_fill");
    assertThat(logistic(fills)).isEqualTo(logistic(fills.copy()));
    LabelledRows slips = LabelledRows.of(SET, scattered, "y_slip_bps");
    assertThat(RidgeRegression.fit(slips, 5, 2).weights())
        .isEqualTo(RidgeRegression.fit(slips.copy(), 5, 1).weights());
  }

  @Test
  void manyRowsAreSampledForAStartWhereTheyAre() {
    SyntheticRows synthetic = SyntheticRows.of(260_000, 5, 3, -1);
    int[] places = IntStream.range(40_000, 250_000).toArray();
    LabelledRows rows = new LabelledRows(synthetic.columns(), synthetic.fills(), places);
    assertThat(logistic(rows)).isEqualTo(logistic(rows.copy()));
  }

  private static double[] logistic(LabelledRows rows) {
    return LogisticRegression.fit(rows, 5, 1).weights();
  }
}
