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
