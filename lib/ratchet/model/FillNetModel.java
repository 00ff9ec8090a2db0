package ratchet.model;

import java.util.List;

/**
 * FillNet: predicts whether an execution fills, its slippage and its time to land. All weights are
 * in the order of the features, bias first.
 *
 * @param fillWeights weights of the log-odds of a fill
 * @param slippageWeights weights of the slippage of filled attempts, in basis points
 * @param timeWeights weights of the time to land of filled attempts, in milliseconds
 */
public record FillNetModel(
    ModelHeader header,
    List<Double> fillWeights,
    List<Double> slippageWeights,
    List<Double> timeWeights)
    implements ModelFile {
  public FillNetModel {
    fillWeights = List.copyOf(fillWeights);
    slippageWeights = List.copyOf(slippageWeights);
    timeWeights = List.copyOf(timeWeights);
  }

  @Override
  public ModelName name() {
    return ModelName.FILLNET;
  }

  @Override
  public FillNetModel withHeader(ModelHeader other) {
    return new FillNetModel(other, fillWeights, slippageWeights, timeWeights);
  }
}
