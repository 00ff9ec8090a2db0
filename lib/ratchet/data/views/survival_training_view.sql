-- One row per position: how long from the entry to the first print 120 bps or more below the
-- running peak; censored at 60 minutes, or at the last print of a mint that was not seen so long.
-- What was best and worst in the hour is known once the hour is over. The features are those of the
-- latest sizing decision with a context within ten minutes before the entry, the rug probability that of the
-- latest rug verdict within the hour before it.
-- part entries
-- part data_end
hour AS (
  SELECT mint, ms, entry_ms, entry_gap, price / entry_price AS ratio,
         ms > entry_ms AND ms <= entry_ms + 3600000 AS is_within,
         (1 - price / max(CASE WHEN ms > entry_ms THEN price ELSE entry_price END) OVER so_far)
           * 10000 AS drawdown_bps,
         max(CASE WHEN ms > entry_ms THEN price / entry_price ELSE 1 END) OVER so_far
           AS running_peak
  FROM path
  WINDOW so_far AS (
    PARTITION BY mint ORDER BY ms, source, place ROWS UNBOUNDED PRECEDING)
),
peaks AS (
  SELECT *, max(1, ifnull(max(CASE WHEN is_within THEN ratio END) OVER (PARTITION BY mint), 1))
    AS peak
  FROM hour
),
outcomes AS (
  SELECT mint, entry_ms, entry_gap, peak,
         min(1, ifnull(min(CASE WHEN is_within THEN ratio END), 1)) AS lowest,
         min(CASE WHEN is_within AND ratio = peak AND peak > 1 THEN ms END) AS peak_ms,
         max(CASE WHEN is_within AND running_peak < peak THEN drawdown_bps END)
           AS drawdown_to_peak,
         min(CASE WHEN is_within AND drawdown_bps >= 120 - 1e-5 THEN ms END) AS stop_ms,
         max(CASE WHEN is_within THEN ms END) AS last_within_ms,
         max(ms > entry_ms + 3600000) AS is_seen_longer
  FROM peaks
  GROUP BY mint, entry_ms
),
-- part decisions
with_context AS (
  SELECT * FROM (
    SELECT o.*, d.ctx,
           row_number() OVER (PARTITION BY o.mint ORDER BY d.ms DESC, d.place DESC) AS turn
    FROM outcomes o
    JOIN decided d
      ON d.mint = o.mint AND d.ms <= o.entry_ms AND d.ms >= o.entry_ms - 600000)
  WHERE turn = 1
),
-- part verdicts
raw AS (
  SELECT usable.*,
    CASE WHEN json_type(f, '$.spreadBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.spreadBps') END AS spreadBps,
    CASE WHEN json_type(f, '$.volatilityBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.volatilityBps') END AS volatilityBps,
    CASE WHEN json_type(f, '$.flowRatio') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.flowRatio') END AS flowRatio,
    CASE WHEN json_type(f, '$.buys60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.buys60') END AS buys60,
    CASE WHEN json_type(f, '$.sells60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.sells60') END AS sells60,
    CASE WHEN json_type(f, '$.rugProb') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.rugProb') END AS rugProb,
    CASE WHEN json_type(f, '$.ageSec') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.ageSec') END AS ageSec
  FROM usable
)
SELECT entry_ms AS decision_ts,
       mint AS key,
       ifnull(stop_ms, entry_ms + 3600000) AS label_end_ts,
       CASE WHEN stop_ms IS NOT NULL THEN stop_ms - entry_ms
            WHEN is_seen_longer THEN 3600000
            ELSE last_within_ms - entry_ms END / 1000.0 AS duration_seconds,
       stop_ms IS NOT NULL AS event,
       CASE WHEN last_ms - entry_ms >= 3600000 THEN (peak - 1) * 10000 END AS peak_bps_60m,
       CASE WHEN last_ms - entry_ms >= 3600000 THEN (1 - lowest) * 10000 END AS mae_bps_60m,
       CASE WHEN last_ms - entry_ms >= 3600000
            THEN ifnull(peak_ms, entry_ms) - entry_ms END AS time_to_peak_ms,
       CASE WHEN last_ms - entry_ms >= 3600000
            THEN ifnull(drawdown_to_peak, 0) END AS drawdown_to_peak_bps,
       min(1, max(0, ifnull(spreadBps, 0) / 120.0)) AS spread_norm,
       min(1, max(0, ifnull(volatilityBps, ifnull(spreadBps, 0)) / 180.0)) AS volatility_norm,
       min(1, max(0, (1 - ifnull(flowRatio, CASE
         WHEN buys60 IS NULL AND sells60 IS NULL THEN 1
         WHEN ifnull(sells60, 0) > 0 THEN ifnull(buys60, 0) / max(1.0, sells60)
         ELSE ifnull(buys60, 0) END)) / 0.6)) AS sell_flow,
       min(1, max(0, CASE WHEN abs(entry_gap) <= 1.7976931348623157e308
         THEN entry_gap ELSE 0 END / 80.0))
         AS slip_gap_norm,
       min(1, max(0, CASE WHEN is_judged AND typeof(verdict_prob) IN ('integer', 'real')
         AND abs(verdict_prob) <= 1.7976931348623157e308
         THEN verdict_prob ELSE ifnull(rugProb, 0) END))
         AS rug_prob,
       min(1, max(0, ifnull(ageSec, 0) / 600.0)) AS age_norm
FROM raw
WHERE is_seen_longer OR last_within_ms IS NOT NULL
ORDER BY decision_ts, key
