decided AS (
  SELECT CAST(mint AS TEXT) AS mint,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         ctx_json AS ctx, rowid AS place
  FROM sizing_decisions
  WHERE typeof(ts) IN ('integer', 'real') AND mint <> ''
    AND CASE WHEN json_valid(ctx_json) THEN json_type(ctx_json, '$.ctx') = 'object'
             ELSE trim(ctx_json) <> '' END
),
