package ratchet.train;

import java.util.List;
import java.util.Map;
import ratchet.model.ModelFile;
import ratchet.train.solver.Fit;

/**
 * A model whose weights are there and whose figures are not.
 *
 * @param file under a header without metrics
 * @param fits by what they estimate, e.g. {@code 10m}
 * @param issues what the file should say of the fit
 * @param learned what was chosen by the data, by name, for the provenance
 */
record FittedModel(
    ModelFile file, Map<String, Fit> fits, List<String> issues, Map<String, Double> learned) {}
