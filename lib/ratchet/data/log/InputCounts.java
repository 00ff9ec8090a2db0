package ratchet.data.log;

/**
 * What one feature was read from, over the rows of a training set.
 *
 * @param missing rows whose context has nothing for it, so that a default stands in
 * @param impossible rows whose context has a number that cannot be: negative, or a probability or
 *     scaled feature above 1
 */
public record InputCounts(String feature, long missing, long impossible) {}
