/**
 * The data checks: one class for each kind, with what it measured, what it requires and how to fix
 * it.
 *
 * <p>It knows no trainer and no HTTP. Start at {@link ratchet.health.HealthChecks}.
 */
package ratchet.health;
