/**
 * The checks and builds of {@code prepare}.
 *
 * <p>It knows no model. Start at {@link ratchet.cli.prepare.Prerequisites}.
 */
package ratchet.cli.prepare;
