/**
 * The option {@code --html}, and writing pages to files.
 *
 * <p>It knows no trainer, check or promotion. Start at {@link ratchet.cli.page.PageOptions}.
 */
package ratchet.cli.page;
