/**
 * The report's sections on models and promotions: verdicts, gates, evidence, history, watch.
 *
 * <p>It knows no command line. Start at {@link ratchet.report.VerdictSection}; what a page is made
 * of is in {@code report.page}.
 */
package ratchet.report;
