-- One row per mint that was entered. The label is judged by its prices, never by a model's
-- verdict: 1 when the price was seen at or below 20 % of the entry price within 24 h, 0 when it was
-- seen above that afterwards; a mint of which neither is known, or whose 24 h are not over, is left
-- out. The features are those of the first sizing decision within the hour before the entry that
-- was logged with a context, the authority flag that of the latest rug verdict within that hour.
-- part entries
-- part data_end
outcomes AS (
  SELECT mint, entry_ms,
         ifnull(min(CASE WHEN ms > entry_ms AND ms <= entry_ms + 86400000
                         THEN price / entry_price END) <= 0.2 + 1e-9, 0) AS fell,
         ifnull(max(CASE WHEN ms > entry_ms + 86400000
                         THEN price / entry_price END) > 0.2 + 1e-9, 0) AS lived
  FROM path
  GROUP BY mint, entry_ms
),
-- part decisions
with_context AS (
  SELECT * FROM (
    SELECT o.*, d.ctx,
           row_number() OVER (PARTITION BY o.mint ORDER BY d.ms ASC, d.place ASC) AS turn
    FROM outcomes o
    JOIN decided d
      ON d.mint = o.mint AND d.ms <= o.entry_ms AND d.ms >= o.entry_ms - 3600000)
  WHERE turn = 1
),
-- part verdicts
raw AS (
  SELECT usable.*,
    CASE WHEN json_type(f, '$.lpSol') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.lpSol') END AS lpSol,
    CASE WHEN json_type(f, '$.buys60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.buys60') END AS buys60,
    CASE WHEN json_type(f, '$.sells60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.sells60') END AS sells60,
    CASE WHEN json_type(f, '$.uniques60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.uniques60') END AS uniques60,
    CASE WHEN json_type(f, '$.spreadBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.spreadBps') END AS spreadBps,
    CASE WHEN json_type(f, '$.ageSec') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.ageSec') END AS ageSec,
    CASE WHEN json_type(f, '$.authorityActive') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.authorityActive') END AS authorityActive,
    CASE WHEN json_type(f, '$.mintRevoked') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.mintRevoked') END AS mintRevoked,
    CASE WHEN json_type(f, '$.freezeRevoked') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.freezeRevoked') END AS freezeRevoked
  FROM usable
)
SELECT entry_ms AS decision_ts,
       mint AS key,
       entry_ms + 86400000 AS label_end_ts,
       fell AS label_rug,
       1 AS intercept,
       min(1, max(0, CASE
         WHEN is_judged THEN EXISTS (
           SELECT 1 FROM json_each(reasons) WHERE type = 'text' AND value = 'mint_or_freeze_active')
         ELSE ifnull(authorityActive,
           NOT (ifnull(mintRevoked, 0) > 0 AND ifnull(freezeRevoked, 0) > 0)) END))
         AS authority_active,
       min(1, max(0, ifnull(lpSol, 0) / 50.0)) AS lp_norm,
       min(1, max(0, CASE WHEN ifnull(sells60, 0) > 0
         THEN ifnull(buys60, 0) / max(1.0, sells60) ELSE ifnull(buys60, 0) END / 5.0))
         AS flow_norm,
       min(1, max(0, ifnull(uniques60, 0) / 30.0)) AS uniques_norm,
       min(1, max(0, ifnull(spreadBps, 0) / 200.0)) AS spread_norm,
       min(1, max(0, ifnull(ageSec, 0) / 600.0)) AS age_norm
FROM raw
WHERE last_ms - entry_ms >= 86400000 AND (fell OR lived)
ORDER BY decision_ts, key
