-- One row per execution attempt of the last 90 days, with the fill_preds context that it was decided
-- with. The rows of fill_preds of one time, route and amount are one decision. A filled attempt
-- belongs to the latest decision of its route and amount within 60 s before it (on a sell the amount
-- may be off by a hundredth); a failed one to the latest of its route that no filled attempt took
-- and that has an arm of its requested slippage, one after the other; only where that finds none, the
-- latest context of the route stands in. The requested slippage is the attempt's own, realised
-- slippage is positive where it is adverse. Slippage and time to land are labels only where the
-- attempt was filled; simulated rows that repeat what was asked or predicted are left out.
-- Every join is one sort and one pass: each context opens a group, in which the attempts that it is
-- the latest context of follow.
WITH echoes AS (
  SELECT source FROM (
    SELECT CAST(ifnull(source, '') AS TEXT) AS source,
           CASE WHEN typeof(filled) IN ('integer', 'real') THEN filled <> 0 END AS filled,
           CASE WHEN filled <> 0 AND typeof(slippage_bps_real) IN ('integer', 'real')
                  THEN slippage_bps_real END AS slip,
           CASE WHEN filled <> 0 AND typeof(time_to_land_ms) IN ('integer', 'real')
                  THEN time_to_land_ms END AS land,
           slippage_bps_req AS asked
    FROM sim_exec_outcomes
    WHERE typeof(ts) IN ('integer', 'real'))
  GROUP BY source
  HAVING source IN ('shadow', 'shadow_replay')
    OR (count(*) >= 100 AND (
      (count(filled) > 1 AND min(filled) = max(filled))
      OR (count(slip) > 1 AND (min(slip) = max(slip) OR sum(slip = asked) >= 0.95 * count(slip)))
      OR (count(land) > 1 AND min(land) = max(land))))
),
-- part data_end
attempts_logged AS (
  SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         CASE WHEN order_id <> '' THEN 'exec:' || order_id ELSE 'exec:#' || rowid END
           || ':' || ifnull(route, '') AS key,
         route,
         CASE WHEN typeof(filled) IN ('integer', 'real') THEN filled END AS filled,
         CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real')
                THEN CAST(slippage_bps_req AS REAL) END AS req,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real')
                THEN CASE WHEN lower(side) = 'sell' THEN 0 - slippage_bps_real
                          ELSE slippage_bps_real END END AS slip,
         CASE WHEN typeof(time_to_land_ms) IN ('integer', 'real') THEN time_to_land_ms END AS land,
         CASE WHEN typeof(amount_in) IN ('integer', 'real') AND amount_in > 0
                THEN CAST(amount_in AS REAL) END AS amount,
         ifnull(lower(side) = 'sell', 0) AS is_sell,
         rowid AS place
  FROM exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real')
  UNION ALL
  SELECT CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER),
         'sim:' || mint || ':' || route,
         route,
         CASE WHEN typeof(filled) IN ('integer', 'real') THEN filled END,
         CASE WHEN typeof(slippage_bps_req) IN ('integer', 'real')
                THEN CAST(slippage_bps_req AS REAL) END,
         CASE WHEN typeof(slippage_bps_real) IN ('integer', 'real') THEN slippage_bps_real END,
         CASE WHEN typeof(time_to_land_ms) IN ('integer', 'real') THEN time_to_land_ms END,
         CASE WHEN typeof(amount_in) IN ('integer', 'real') AND amount_in > 0
                THEN CAST(amount_in AS REAL) END,
         0,
         ts
  FROM sim_exec_outcomes
  WHERE typeof(ts) IN ('integer', 'real') AND ifnull(source, '') NOT IN (SELECT source FROM echoes)
),
attempts AS MATERIALIZED (
  SELECT *, CAST(row_number() OVER (ORDER BY ms, key) AS INTEGER) AS id FROM (
    SELECT *, row_number() OVER (PARTITION BY ms, key ORDER BY place) AS copy
    FROM attempts_logged
    WHERE ms >= (SELECT last_ms FROM data_end) - 90 * 86400000)
  WHERE copy = 1 AND route IS NOT NULL
),
contexts_logged AS (
  SELECT route,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         rowid AS place,
         ctx_json AS ctx,
         CASE WHEN json_valid(ctx_json) THEN
           json_type(ctx_json, '$.ctx') = 'object'
           AND NOT EXISTS (
             SELECT 1 FROM json_tree(ctx_json)
             WHERE type IN ('integer', 'real') AND abs(atom) > 1.7976931348623157e308)
           AND (SELECT count(*) = count(DISTINCT key) FROM json_each(ctx_json, '$.ctx')
                WHERE key IN (
                  'lpSol', 'congestionScore', 'spreadBps', 'volatilityBps', 'ageSec',
                  'rugProb', 'slippageBps', 'amountLamports'))
         ELSE 0 END AS is_usable
  FROM fill_preds
  WHERE typeof(ts) IN ('integer', 'real') AND route IS NOT NULL
),
contexts AS MATERIALIZED (
  SELECT route, ms, place, is_usable,
         CASE WHEN is_usable
                AND json_type(ctx, '$.ctx.amountLamports') IN ('integer', 'real', 'true', 'false')
                THEN CAST(json_extract(ctx, '$.ctx.amountLamports') AS REAL) END AS amount,
         CASE WHEN is_usable
                AND json_type(ctx, '$.ctx.slippageBps') IN ('integer', 'real', 'true', 'false')
                THEN CAST(json_extract(ctx, '$.ctx.slippageBps') AS REAL) END AS slip
  FROM contexts_logged
),
-- by amount
amount_events AS (
  SELECT route, amount, ms, 0 AS kind, place, CAST(0 AS INTEGER) AS id FROM contexts
  WHERE amount IS NOT NULL
  UNION ALL
  SELECT route, amount, ms, 1, 0, id FROM attempts
  WHERE amount IS NOT NULL AND filled IS NOT NULL
),
amount_groups AS (
  SELECT *, sum(kind = 0) OVER (
    PARTITION BY route, amount ORDER BY ms, kind, place ROWS UNBOUNDED PRECEDING) AS context
  FROM amount_events
),
amount_joined AS (
  SELECT id, kind, route, amount, ms, context,
         CAST(first_value(place) OVER latest AS INTEGER) AS ctx_place,
         CAST(first_value(ms) OVER latest AS INTEGER) AS ctx_ms
  FROM amount_groups
  WINDOW latest AS (PARTITION BY route, amount, context ORDER BY kind)
),
exact AS MATERIALIZED (
  SELECT id, ctx_place AS place, ctx_ms, route, amount AS ctx_amount FROM amount_joined
  WHERE kind = 1 AND context > 0 AND ctx_ms >= ms - 60000
),
-- sells of which less left the wallet: the nearest amount, looked for by the minute
decisions AS MATERIALIZED (
  SELECT route, amount, ms, ms / 60000 AS minute, max(place) AS place
  FROM contexts
  WHERE amount IS NOT NULL
  GROUP BY route, amount, ms
),
sells AS MATERIALIZED (
  SELECT id, route, amount, ms, ms / 60000 - before AS minute
  FROM attempts, (SELECT 0 AS before UNION ALL SELECT 1)
  WHERE is_sell AND amount IS NOT NULL AND filled IS NOT NULL
    AND id NOT IN (SELECT id FROM exact)
),
nearly AS (
  SELECT id, place, ctx_ms, route, ctx_amount FROM (
    SELECT s.id, d.place, d.ms AS ctx_ms, s.route, d.amount AS ctx_amount,
           row_number() OVER (
             PARTITION BY s.id ORDER BY abs(d.amount - s.amount), d.ms DESC, d.place DESC) AS turn
    FROM sells s
    JOIN decisions d ON d.route = s.route AND d.minute = s.minute
    WHERE d.ms <= s.ms AND d.ms >= s.ms - 60000 AND abs(d.amount - s.amount) <= 0.01 * s.amount)
  WHERE turn = 1
),
by_amount AS MATERIALIZED (
  SELECT * FROM exact
  UNION ALL
  SELECT * FROM nearly
),
-- by elimination: of each route and slippage, failed attempts take what is left from the latest on,
-- as brackets close; a bracket that is closed lies at the depth at which it was opened
taken AS MATERIALIZED (
  SELECT DISTINCT route, ctx_amount, ctx_ms FROM by_amount
),
left_over AS (
  SELECT c.route, c.slip, c.ms, min(c.place) AS place
  FROM contexts c
  LEFT JOIN taken t ON t.route = c.route AND t.ctx_amount = c.amount AND t.ctx_ms = c.ms
  WHERE c.amount IS NOT NULL AND c.slip IS NOT NULL AND t.route IS NULL
  GROUP BY c.route, c.amount, c.ms, c.slip
),
failed_events AS (
  SELECT route, slip, ms, 0 AS kind, place, CAST(0 AS INTEGER) AS id FROM left_over
  UNION ALL
  SELECT route, req, ms, 1, 0, id FROM attempts
  WHERE filled = 0 AND req IS NOT NULL AND id NOT IN (SELECT id FROM by_amount)
),
failed_sums AS (
  SELECT *, sum(1 - 2 * kind) OVER so_far AS opened
  FROM failed_events
  WINDOW so_far AS (
    PARTITION BY route, slip ORDER BY ms, kind, place, id ROWS UNBOUNDED PRECEDING)
),
failed_depths AS (
  SELECT *,
         opened - min(0, min(opened) OVER (
           PARTITION BY route, slip ORDER BY ms, kind, place, id ROWS UNBOUNDED PRECEDING))
           + kind AS depth,
         opened < ifnull(min(opened) OVER (
           PARTITION BY route, slip ORDER BY ms, kind, place, id
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 1)
           AND opened < 0 AS is_alone
  FROM failed_sums
),
failed_joined AS (
  SELECT id, kind, ms, CAST(lag(place) OVER at_depth AS INTEGER) AS place,
         CAST(lag(ms) OVER at_depth AS INTEGER) AS ctx_ms
  FROM failed_depths
  WHERE NOT is_alone
  WINDOW at_depth AS (PARTITION BY route, slip, depth ORDER BY ms, kind, place, id)
),
by_elimination AS MATERIALIZED (
  SELECT id, place, ctx_ms FROM failed_joined WHERE kind = 1 AND ctx_ms >= ms - 60000
),
-- by route alone
route_events AS (
  SELECT route, ms, 0 AS kind, place, CAST(0 AS INTEGER) AS id FROM contexts
  UNION ALL
  SELECT route, ms, 1, 0, id FROM attempts
  WHERE id NOT IN (SELECT id FROM by_amount) AND id NOT IN (SELECT id FROM by_elimination)
),
route_groups AS (
  SELECT *, sum(kind = 0) OVER (
    PARTITION BY route ORDER BY ms, kind, place ROWS UNBOUNDED PRECEDING) AS context
  FROM route_events
),
route_joined AS (
  SELECT id, kind, ms, CAST(first_value(place) OVER latest AS INTEGER) AS place,
         CAST(first_value(ms) OVER latest AS INTEGER) AS ctx_ms
  FROM route_groups
  WHERE context > 0
  WINDOW latest AS (PARTITION BY route, context ORDER BY kind)
),
-- an attempt and what was found for it are brought together by a sort, too
matches AS (
  SELECT id, max(key) AS key, max(ms) AS ms, max(filled) AS filled, max(req) AS req,
         max(slip) AS slip, max(land) AS land, max(place) AS place, max(ctx_ms) AS ctx_ms,
         max(is_own) AS is_own
  FROM (
    SELECT id, key, ms, filled, req, slip, land, NULL AS place, NULL AS ctx_ms, NULL AS is_own
    FROM attempts
    UNION ALL
    SELECT id, NULL, NULL, NULL, NULL, NULL, NULL, place, ctx_ms, 1 FROM by_amount
    UNION ALL
    SELECT id, NULL, NULL, NULL, NULL, NULL, NULL, place, ctx_ms, 1 FROM by_elimination
    UNION ALL
    SELECT id, NULL, NULL, NULL, NULL, NULL, NULL, place, ctx_ms, 0 FROM route_joined
    WHERE kind = 1 AND ctx_ms >= ms - 60000)
  GROUP BY id
  HAVING max(place) IS NOT NULL
),
usable AS (
  SELECT m.*, p.ctx_json AS ctx
  FROM matches m
  JOIN fill_preds p ON p.rowid = m.place
  WHERE m.filled IS NOT NULL AND (m.req IS NULL OR abs(m.req) <= 1.7976931348623157e308)
    AND m.place IN (SELECT place FROM contexts WHERE is_usable)
),
raw AS (
  SELECT key, ms, filled, slip, land, req, is_own,
         CASE WHEN is_own THEN ctx_ms ELSE ms END AS decision_ms,
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
SELECT decision_ms AS decision_ts,
       key,
       CASE WHEN is_own THEN
              max(ms, decision_ms + CASE WHEN filled <> 0 AND land >= 0
                                           AND land <= 1.7976931348623157e308
                                         THEN CAST(round(land) AS INTEGER) ELSE 0 END)
            ELSE ms + CASE WHEN filled <> 0 AND land >= 0 AND land <= 1.7976931348623157e308
                           THEN CAST(round(land) AS INTEGER) ELSE 60000 END END AS label_end_ts,
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
ORDER BY decision_ts, key, ms
