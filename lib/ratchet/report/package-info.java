/**
 * The HTML page: sections, tables and SVG charts.
 *
 * <p>It knows no command line. Start at {@link ratchet.report.Page}.
 */
package ratchet.report;
