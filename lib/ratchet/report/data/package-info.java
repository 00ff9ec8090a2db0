/**
 * The section of the data: checks, and the charts of what was counted.
 *
 * <p>It knows no promotion. Start at {@link ratchet.report.data.DataSection}.
 */
package ratchet.report.data;
