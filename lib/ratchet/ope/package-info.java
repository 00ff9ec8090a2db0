/**
 * Off-policy evaluation: estimates from logged decisions what another fee or sizing policy would
 * have earned.
 *
 * <p>It knows no HTTP and no alias. Start at {@link ratchet.ope.Ope}.
 */
package ratchet.ope;
