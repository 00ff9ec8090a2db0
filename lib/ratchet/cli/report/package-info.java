/**
 * The commands' HTML pages: which sections they have and where they are written.
 *
 * <p>It knows no trainer. Start at {@link ratchet.cli.report.ReportRun}.
 */
package ratchet.cli.report;
