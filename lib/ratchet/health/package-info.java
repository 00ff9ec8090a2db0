/**
 * The data checks, one class per kind. Each reports what it measured, what it requires and how to
 * fix a problem.
 *
 * <p>It knows no trainer and no HTTP. Start at {@link ratchet.health.HealthChecks}.
 */
package ratchet.health;
