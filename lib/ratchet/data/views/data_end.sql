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
