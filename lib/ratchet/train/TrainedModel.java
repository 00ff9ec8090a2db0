package ratchet.train;

import java.util.Map;
import ratchet.data.training.ChronologicalSplit;
import ratchet.model.ModelFile;
import ratchet.train.solver.Fit;

/**
 * A model that is ready to be written: fitted, evaluated, with provenance and golden scores.
 *
 * @param fits weights with standard errors, by what they estimate: alpha {@code 10m, 60m}, fillnet
 *     {@code fill, slip, time}, rugguard {@code rug}, survival {@code hazard} (baselines first)
 * @param fitSeconds duration of the fit
 * @param evaluateSeconds duration of the evaluation
 */
public record TrainedModel(
    ModelFile file,
    Map<String, Fit> fits,
    ChronologicalSplit.Sizes split,
    double fitSeconds,
    double evaluateSeconds) {}
