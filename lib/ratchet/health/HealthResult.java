package ratchet.health;

/** Verdicts and what they are about, of one snapshot. */
public record HealthResult(HealthReport report, DataProfile profile) {}
