/**
 * Metrics, and intervals for rows that depend on each other: pure functions of columns of numbers.
 *
 * <p>It knows nothing of models, files, SQL or HTTP. Start at {@link
 * ratchet.statistics.ClusterEstimate}.
 *
 * <p>An interval takes three steps, the same for every metric:
 *
 * <pre>{@code
 * ClusteredRows rows = ClusteredRows.of(mints, times);                 // keys and times by row
 * InfluenceValues gain =
 *     InfluenceValues.ofMean(candidateLosses).minus(InfluenceValues.ofMean(championLosses));
 * Optional<ClusterInterval> interval = ClusterEstimate.of(rows, gain).map(e -> e.interval(0.95));
 * }</pre>
 */
package ratchet.statistics;
