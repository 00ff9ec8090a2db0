package ratchet.health;

/** Verdicts and what they are about, of one snapshot. */
public record Examination(HealthReport report, DataProfile profile) {}
