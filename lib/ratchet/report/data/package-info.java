/**
 * The section on the data: checks and charts.
 *
 * <p>It knows no promotion. Start at {@link ratchet.report.data.DataSection}.
 */
package ratchet.report.data;
