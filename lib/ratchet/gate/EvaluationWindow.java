package ratchet.gate;

import java.time.Instant;

/**
 * The rows that a comparison looked at.
 *
 * @param from first moment from which neither model was fitted; two decisions with the same start
 *     look at the same rows
 * @param to decision time of the last row; {@code from} when there is none
 * @param rows with the label
 * @param positives rows with label 1
 */
public record EvaluationWindow(Instant from, Instant to, int rows, int positives) {}
