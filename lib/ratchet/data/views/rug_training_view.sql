-- One row per mint that was entered. The label is judged by its prices, never by a model's
-- verdict: 1 when the price was seen at or below 20 % of the entry price within 24 h, 0 when it was
-- seen above that afterwards; a mint of which neither is known, or whose 24 h are not over, is left
-- out. The features are those of the first sizing decision within the hour before the entry that
-- was logged with a context, the authority flag that of the latest rug verdict within that hour.
WITH prints AS (
  SELECT CAST(mint AS TEXT) AS mint,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         exec_price AS price,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real') THEN slippage_bps_real END
           - CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real') THEN slippage_bps_req END AS gap,
         0 AS source,
         rowid AS place
  FROM exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real') AND typeof(exec_price) IN ('real', 'integer')
    AND exec_price > 0 AND exec_price <= 1.7976931348623157e308 AND mint <> ''
    AND typeof(filled) IN ('integer', 'real') AND filled <> 0
  UNION ALL
  SELECT CAST(mint AS TEXT), CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER),
         exec_price,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real') THEN slippage_bps_real END
           - CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real') THEN slippage_bps_req END,
         1, route
  FROM sim_exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real') AND typeof(exec_price) IN ('real', 'integer')
    AND exec_price > 0 AND exec_price <= 1.7976931348623157e308 AND mint <> ''
    AND typeof(filled) IN ('integer', 'real') AND filled <> 0
),
-- every print beside its mint's entry, the first filled execution
path AS (
  SELECT mint, ms, price, source, place,
         first_value(ms) OVER story AS entry_ms,
         first_value(price) OVER story AS entry_price,
         first_value(gap) OVER story AS entry_gap
  FROM prints
  WINDOW story AS (PARTITION BY mint ORDER BY ms, source, place)
),
data_end AS (
  SELECT max(ms) AS last_ms FROM (
    SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms
    FROM exec_outcomes
    WHERE typeof(ts) IN ('integer', 'real')
    UNION ALL
    SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER)
    FROM sim_exec_outcomes
    WHERE typeof(ts) IN ('integer', 'real'))
),
outcomes AS (
  SELECT mint, entry_ms,
         ifnull(min(CASE WHEN ms > entry_ms AND ms <= entry_ms + 86400000
                         THEN price / entry_price END) <= 0.2 + 1e-9, 0) AS fell,
         ifnull(max(CASE WHEN ms > entry_ms + 86400000
                         THEN price / entry_price END) > 0.2 + 1e-9, 0) AS lived
  FROM path
  GROUP BY mint, entry_ms
),
decided AS (
  SELECT CAST(mint AS TEXT) AS mint,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         ctx_json AS ctx, rowid AS place
  FROM sizing_decisions
  WHERE typeof(ts) IN ('integer', 'real') AND mint <> ''
    AND CASE WHEN json_valid(ctx_json) THEN json_type(ctx_json, '$.ctx') = 'object'
             ELSE trim(ctx_json) <> '' END
),
with_context AS (
  SELECT * FROM (
    SELECT o.*, d.ctx,
           row_number() OVER (PARTITION BY o.mint ORDER BY d.ms ASC, d.place ASC) AS turn
    FROM outcomes o
    JOIN decided d
      ON d.mint = o.mint AND d.ms <= o.entry_ms AND d.ms >= o.entry_ms - 3600000)
  WHERE turn = 1
),
judged AS (
  SELECT CAST(mint AS TEXT) AS mint,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         rug_prob, reasons_json AS reasons, rowid AS place
  FROM rug_verdicts
  WHERE typeof(ts) IN ('integer', 'real') AND mint <> ''
),
with_verdict AS (
  SELECT * FROM (
    SELECT c.*, j.rug_prob AS verdict_prob, j.reasons, j.mint IS NOT NULL AS is_judged,
           row_number() OVER (PARTITION BY c.mint ORDER BY j.ms DESC, j.place DESC)
         AS age
    FROM with_context c
    LEFT JOIN judged j
      ON j.mint = c.mint AND j.ms <= c.entry_ms AND j.ms >= c.entry_ms - 3600000)
  WHERE age = 1
),
-- the candidate of a decision lies in the context, or is the context
of_candidate AS (
  SELECT with_verdict.*,
         CASE WHEN NOT json_valid(ctx) THEN NULL
              WHEN json_type(ctx, '$.ctx.candidate') = 'object'
                THEN json_extract(ctx, '$.ctx.candidate')
              WHEN json_type(ctx, '$.ctx') = 'object' THEN json_extract(ctx, '$.ctx') END AS f
  FROM with_verdict
),
usable AS (
  SELECT of_candidate.*, last_ms FROM of_candidate, data_end
  WHERE CASE WHEN json_valid(ctx) THEN
      json_type(ctx, '$.ctx') = 'object'
      AND NOT EXISTS (
        SELECT 1 FROM json_tree(ctx)
        WHERE type IN ('integer', 'real') AND abs(atom) > 1.7976931348623157e308)
      AND (SELECT count(*) = count(DISTINCT key) FROM json_each(f)
           WHERE key IN (
             'lpSol', 'buys60', 'sells60', 'uniques60', 'spreadBps', 'volatilityBps',
             'flowRatio', 'ageSec', 'rugProb', 'authorityActive', 'mintRevoked',
             'freezeRevoked', 'slipGapBps'))
      AND (SELECT count(*) <= 1 FROM json_each(ctx, '$.ctx') WHERE key = 'candidate')
    ELSE 0 END
    AND (reasons IS NULL
         OR CASE WHEN json_valid(reasons) THEN json_type(reasons) = 'array' ELSE 0 END)
),
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
