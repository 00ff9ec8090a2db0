/**
 * The parts of an HTML page: tags, tables, SVG charts, and the sections of a backtest and of an
 * off-policy evaluation, which are built from their JSON documents.
 *
 * <p>It knows no database, model file or promotion. Start at {@link ratchet.report.page.Page}.
 */
package ratchet.report.page;
