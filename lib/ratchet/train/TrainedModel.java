package ratchet.train;

import java.util.Map;
import ratchet.data.training.ChronologicalSplit;
import ratchet.model.ModelFile;
import ratchet.train.solver.Fit;

/**
 * A model ready to be written: fitted, judged, with provenance and golden scores.
 *
 * @param fits weights with standard errors, by what they estimate: alpha {@code 10m, 60m}, fillnet
 *     {@code fill, slip, time}, rugguard {@code rug}, survival {@code hazard} (baselines first)
 * @param fitSeconds time spent fitting
 * @param evaluateSeconds time spent judging
 */
public record TrainedModel(
    ModelFile file,
    Map<String, Fit> fits,
    ChronologicalSplit.Sizes split,
    double fitSeconds,
    double evaluateSeconds) {}
