/**
 * The whole report: which sections it has, and where each finds what it shows.
 *
 * <p>It knows no trainer. Start at {@link ratchet.cli.report.ReportRun}.
 */
package ratchet.cli.report;
