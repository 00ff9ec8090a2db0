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
