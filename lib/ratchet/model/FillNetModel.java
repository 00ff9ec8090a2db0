package ratchet.model;

import java.util.List;

/**
 * FillNet: will an execution fill, with what slippage, in what time.
 *
 * @param fillWeights log-odds of a fill
 * @param slippageWeights basis points, of filled attempts
 * @param timeWeights milliseconds to land, of filled attempts
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
