package ratchet.data.training;

/**
 * How many rows a {@link ChronologicalSplit} gives to each part, and where it cuts.
 *
 * @param train rows that are fitted
 * @param purged rows that are used for neither
 * @param holdout rows that are held out
 * @param trainToMs decisions before this moment were fitted; milliseconds since the epoch
 * @param holdoutFromMs decisions from this moment on are held out
 */
public record SplitSizes(
    long train, long purged, long holdout, long trainToMs, long holdoutFromMs) {}
