package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Scorer;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.statistics.RankMetrics;

class DumpFileTest {
  @TempDir private Path folder;

  @Test
  void headsItsColumnsAsDocumented() throws IOException {
    List<String> lines = dump(SyntheticSets.of(ModelName.FILLNET, 100));
    assertThat(lines.get(0))
        .isEqualTo(
            "split,decision_ts,key,y_fill,y_slip_bps,y_ttl_ms,"
                + "bias,sDepth,sCong,sSpread,sVol,sAge,sRug,sSlipReq");
    assertThat(lines).hasSize(101);
  }

  @Test
  void leavesALabelEmptyWhereThereIsNone() throws IOException {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 100);
    set.label("y_slip_bps")[4] = Double.NaN;
    set.label("y_ttl_ms")[4] = Double.NaN;
    set.label("y_fill")[4] = 0;
    assertThat(dump(set).get(5))
        .startsWith(
            "train," + (SyntheticSets.START_MS + 4 * SyntheticSets.STEP_MS) + ",mint4,0.0,,,1.0,");
  }

  @Test
  void quotesAKeyThatHoldsAComma() throws IOException {
    TrainingSet set = SyntheticSets.of(ModelName.RUGGUARD, 100);
    set.keys().set(0, "a,\"b\"");
    assertThat(dump(set).get(1)).contains(",\"a,\"\"b\"\"\",");
  }

  @Test
  void tellsWhichPartOfTheSplitARowBelongsTo() throws IOException {
    TrainingSet set = SyntheticSets.of(ModelName.ALPHA, 1_000);
    ChronologicalSplit split = Trainers.split(set);
    List<String> lines = dump(set);
    assertThat(lines.stream().filter(line -> line.startsWith("train,")))
        .hasSize(split.train().length);
    assertThat(lines.stream().filter(line -> line.startsWith("purged,")))
        .hasSize(split.purged().length)
        .isNotEmpty();
    assertThat(lines.stream().filter(line -> line.startsWith("holdout,"))).hasSize(200);
  }

  @Test
  void ofASetWithoutRowsIsTheHeaderAlone() throws IOException {
    Path file = folder.resolve("rows.csv");
    DumpFile.write(file, SyntheticSets.of(ModelName.ALPHA, 0), Optional.empty());
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALPHA", "FILLNET", "RUGGUARD"})
  void itsHoldoutRowsScoreWhatTheTrainerReported(ModelName model) throws IOException {
    TrainingSet set = SyntheticSets.of(model, 2_000);
    TrainedModel trained = Trainers.train(set, SyntheticSets.OPTIONS);
    Scorer scorer = LoadedModel.load(model, ModelWriter.write(trained.file())).scorer();
    List<String> lines = dump(set);
    List<String> names = List.of(lines.get(0).split(",", -1));
    List<String> holdout = lines.stream().filter(line -> line.startsWith("holdout,")).toList();
    double[] scores = new double[holdout.size()];
    double[] labels = new double[holdout.size()];
    for (int i = 0; i < scores.length; i++) {
      String[] cells = holdout.get(i).split(",", -1);
      Map<String, Double> inputs = new HashMap<>();
      for (String feature : set.featureNames()) {
        inputs.put(feature, Double.parseDouble(cells[names.indexOf(feature)]));
      }
      scores[i] = scorer.score(Inputs.of(inputs)).primary();
      labels[i] = Double.parseDouble(cells[3]);
    }
    String metric = model == ModelName.ALPHA ? "auc_10m" : "auc";
    assertThat(RankMetrics.auc(scores, labels).orElseThrow())
        .isEqualTo(trained.file().header().metrics().get(metric).orElseThrow());
  }

  private List<String> dump(TrainingSet set) throws IOException {
    Path file = folder.resolve("rows.csv");
    DumpFile.write(file, set, Optional.of(Trainers.split(set)));
    return Files.readAllLines(file);
  }
}
