/**
 * Off-policy evaluation: what another fee or sizing policy would have earned, estimated from logged
 * decisions.
 *
 * <p>It knows no HTTP and no alias. Start at {@link ratchet.ope.Ope}.
 */
package ratchet.ope;
