package ratchet.model;

/**
 * A model as its file says it: numbers are finite, fields are there and of their type. Whether
 * names and lengths fit the features is asked of {@code ratchet.features.Scorer}, which alone can
 * serve it.
 */
public sealed interface ModelFile permits AlphaModel, FillNetModel, RugGuardModel, SurvivalModel {
  ModelHeader header();

  ModelName name();

  /** A copy of the model with another header. */
  ModelFile withHeader(ModelHeader header);
}
