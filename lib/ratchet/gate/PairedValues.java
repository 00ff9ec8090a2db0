package ratchet.gate;

/** One measure of candidate and champion on the same rows. */
public record PairedValues(double candidate, double champion) {}
