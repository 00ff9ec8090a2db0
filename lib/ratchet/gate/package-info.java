/**
 * Gate rules as data, and the verdicts they give on a candidate.
 *
 * <p>It is pure: it knows no file system, SQL or HTTP. Start at {@link ratchet.gate.GateRules}.
 */
package ratchet.gate;
