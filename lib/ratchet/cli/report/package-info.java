/**
 * The whole report: its sections and their inputs.
 *
 * <p>It knows no trainer. Start at {@link ratchet.cli.report.ReportRun}.
 */
package ratchet.cli.report;
