package ratchet.train;

import java.util.List;
import java.util.Map;
import ratchet.model.ModelFile;
import ratchet.train.solver.Fit;

/**
 * A model that is fitted and not yet evaluated.
 *
 * @param file the model with a header without metrics
 * @param fits by what they estimate, e.g. {@code 10m}
 * @param issues sentences about the fit for the model file
 * @param learned by name, the parameters that were chosen from the data, for the provenance
 */
record FittedModel(
    ModelFile file, Map<String, Fit> fits, List<String> issues, Map<String, Double> learned) {}
