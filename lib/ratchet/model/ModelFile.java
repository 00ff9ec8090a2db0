package ratchet.model;

/**
 * A model as it stands in its file. Its required fields exist and have the right type, and its
 * numbers are finite. {@code ratchet.features.Scorer} checks that names and lengths fit the
 * features.
 */
public sealed interface ModelFile permits AlphaModel, FillNetModel, RugGuardModel, SurvivalModel {
  ModelHeader header();

  ModelName name();

  /** A copy of the model with another header. */
  ModelFile withHeader(ModelHeader header);
}
