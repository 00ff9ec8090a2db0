/**
 * What an HTML page is made of: tags, tables, SVG charts, and the sections of a backtest and of an
 * off-policy evaluation, which need nothing but their documents.
 *
 * <p>It knows no database, model file or promotion. Start at {@link ratchet.report.page.Page}.
 */
package ratchet.report.page;
