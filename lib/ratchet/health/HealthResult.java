package ratchet.health;

/** The check results and the data profile of one snapshot. */
public record HealthResult(HealthReport report, DataProfile profile) {}
