/**
 * Gate rules as data, and the verdicts they give on a candidate. Each kind of rule is a class; the
 * rules that apply are in {@code gates.json}.
 *
 * <p>It is pure: it does not use the file system, SQL or HTTP. Start at {@link
 * ratchet.gate.GateRule}, which names the kinds, then {@link ratchet.gate.GateRules}.
 */
package ratchet.gate;
