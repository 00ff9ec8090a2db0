/**
 * The weekly job: check, train, promote, report, and its summary for CI servers.
 *
 * <p>It knows no SQL and no HTTP, and nothing imports it but its script. Start at {@link
 * ratchet.cli.job.Retrain}.
 */
package ratchet.cli.job;
