-- One row per execution attempt of the last 90 days: the latest fill_preds context of its route
-- within 60 s before, the requested slippage from the attempt itself. Slippage and time to land
-- are labels only where the attempt was filled.
WITH attempts_logged AS (
  SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         CASE WHEN order_id <> '' THEN 'exec:' || order_id ELSE 'exec:#' || rowid END
           || ':' || ifnull(route, '') AS key,
         route,
         CASE WHEN typeof(filled) IN ('integer', 'real') THEN filled END AS filled,
         CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real') THEN slippage_bps_req END AS req,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real') THEN slippage_bps_real END AS slip,
         CASE WHEN typeof(time_to_land_ms) IN ('integer', 'real') THEN time_to_land_ms END AS land,
         rowid AS place
  FROM exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real')
  UNION ALL
  SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER),
         'sim:' || mint || ':' || route,
         route,
         CASE WHEN typeof(filled) IN ('integer', 'real') THEN filled END,
         CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real') THEN slippage_bps_req END,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real') THEN slippage_bps_real END,
         CASE WHEN typeof(time_to_land_ms) IN ('integer', 'real') THEN time_to_land_ms END,
         ts
  FROM sim_exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real')
),
attempts AS (
  SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY ms, key ORDER BY place) AS copy
    FROM attempts_logged
    WHERE ms >= (SELECT max(ms) FROM attempts_logged) - 90 * 86400000)
  WHERE copy = 1
),
-- attempts and contexts in one order of time per route: each context opens a group, in which the
-- attempts that it is the latest context of follow; linear after the sort, without an index
events AS (
  SELECT route,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms, 0 AS kind,
         rowid AS place, ctx_json, NULL AS key, NULL AS filled, NULL AS req, NULL AS slip,
         NULL AS land
  FROM fill_preds
  WHERE typeof(ts) IN ('integer', 'real') AND route IS NOT NULL
  UNION ALL
  SELECT route, ms, 1, place, NULL, key, filled, req, slip, land FROM attempts
  WHERE route IS NOT NULL
),
grouped AS (
  SELECT *, sum(kind = 0) OVER (
    PARTITION BY route ORDER BY ms, kind, place ROWS UNBOUNDED PRECEDING) AS context
  FROM events
),
joined AS (
  SELECT *, first_value(ctx_json) OVER latest AS ctx, first_value(ms) OVER latest AS ctx_ms
  FROM grouped
  WHERE context > 0
  WINDOW latest AS (PARTITION BY route, context ORDER BY kind)
),
usable AS (
  SELECT * FROM joined
  WHERE kind = 1 AND ctx_ms >= ms - 60000 AND filled IS NOT NULL
    AND (req IS NULL OR abs(req) <= 1.7976931348623157e308)
    AND CASE WHEN json_valid(ctx) THEN
      json_type(ctx, '$.ctx') = 'object'
      AND NOT EXISTS (
        SELECT 1 FROM json_tree(ctx)
        WHERE type IN ('integer', 'real') AND abs(atom) > 1.7976931348623157e308)
      AND (SELECT count(*) = count(DISTINCT key) FROM json_each(ctx, '$.ctx')
           WHERE key IN (
             'lpSol', 'congestionScore', 'spreadBps', 'volatilityBps', 'ageSec',
             'rugProb', 'slippageBps'))
    ELSE 0 END
),
raw AS (
  SELECT key, ms, filled, slip, land, req,
    CASE WHEN json_type(ctx, '$.ctx.lpSol') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.lpSol') END AS lp_sol,
    CASE WHEN json_type(ctx, '$.ctx.congestionScore') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.congestionScore') END AS congestion,
    ifnull(CASE WHEN json_type(ctx, '$.ctx.spreadBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.spreadBps') END, 0) AS spread_bps,
    CASE WHEN json_type(ctx, '$.ctx.volatilityBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.volatilityBps') END AS volatility_bps,
    CASE WHEN json_type(ctx, '$.ctx.ageSec') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.ageSec') END AS age_sec,
    CASE WHEN json_type(ctx, '$.ctx.rugProb') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(ctx, '$.ctx.rugProb') END AS rug_prob
  FROM usable
)
SELECT ms AS decision_ts,
       key,
       ms + CASE WHEN filled <> 0 AND land >= 0 AND land <= 1.7976931348623157e308
                 THEN CAST(round(land) AS INTEGER) ELSE 60000 END AS label_end_ts,
       filled <> 0 AS y_fill,
       CASE WHEN filled <> 0 AND abs(slip) <= 1.7976931348623157e308 THEN slip END AS y_slip_bps,
       CASE WHEN filled <> 0 AND abs(land) <= 1.7976931348623157e308 THEN land END AS y_ttl_ms,
       1 AS bias,
       min(1, max(0, ifnull(lp_sol, 0) / 50.0)) AS sDepth,
       ifnull(congestion, 0.5) AS sCong,
       min(1, max(0, 1 - spread_bps / 200.0)) AS sSpread,
       min(1, max(0, 1 - ifnull(volatility_bps, spread_bps) / 300.0)) AS sVol,
       min(1, max(0, ifnull(age_sec, 0) / 600.0)) AS sAge,
       min(1, max(0, 1 - ifnull(rug_prob, 0.5))) AS sRug,
       min(1, max(0, max(1, ifnull(req, 0)) / 300.0)) AS sSlipReq
FROM raw
ORDER BY decision_ts, key
