/**
 * The option {@code --html}, and how a page comes to its file.
 *
 * <p>It knows no trainer, check or promotion. Start at {@link ratchet.cli.page.PageOptions}.
 */
package ratchet.cli.page;
