-- One row per mint: its first filled execution, even when two share the second. The labels use
-- only the prints after it; a window that reaches past the end of the data has no label, and a
-- mint without any is left out. The features are those of the latest score within ten minutes
-- before, of any horizon.
-- part entries
-- part data_end
outcomes AS (
  SELECT mint, entry_ms,
         max(CASE WHEN ms > entry_ms AND ms <= entry_ms + 600000
                  THEN price / entry_price - 1 END) AS best_10m,
         max(CASE WHEN ms > entry_ms AND ms <= entry_ms + 3600000
                  THEN price / entry_price - 1 END) AS best_60m
  FROM path
  GROUP BY mint, entry_ms
),
scored AS (
  SELECT CAST(mint AS TEXT) AS mint,
         CAST(CASE WHEN ts > 2e10 THEN ts ELSE round(ts * 1000) END AS INTEGER) AS ms,
         features_json AS f, rowid AS place
  FROM scores
  WHERE typeof(ts) IN ('integer', 'real') AND mint <> ''
),
latest AS (
  SELECT * FROM (
    SELECT o.*, s.f, row_number() OVER (PARTITION BY o.mint ORDER BY s.ms DESC, s.place DESC) AS age
    FROM outcomes o
    JOIN scored s
      ON s.mint = o.mint AND s.ms <= o.entry_ms AND s.ms >= o.entry_ms - 600000)
  WHERE age = 1
),
usable AS (
  SELECT latest.*, last_ms - entry_ms AS open_ms FROM latest, data_end
  WHERE last_ms - entry_ms >= 600000
    AND CASE WHEN json_valid(f) THEN
      json_type(f, '$') = 'object'
      AND NOT EXISTS (
        SELECT 1 FROM json_tree(f)
        WHERE type IN ('integer', 'real') AND abs(atom) > 1.7976931348623157e308)
      AND (SELECT count(*) = count(DISTINCT key) FROM json_each(f, '$')
           WHERE key IN (
             'flow_norm', 'lp_norm', 'uniques_norm', 'spread_inv', 'age_inv', 'rug_inv',
             'author_quality_mean', 'author_quality_top', 'author_mentions_norm',
             'lunar_boost', 'buys60', 'sells60', 'uniques60', 'lpSol', 'spreadBps',
             'ageSec', 'rugProb', 'authorQualityMean', 'authorQualityTop',
             'authorMentions', 'lunarBoost', 'bias'))
    ELSE 0 END
),
raw AS (
  SELECT mint, entry_ms, best_10m, best_60m, open_ms,
    CASE WHEN json_type(f, '$.flow_norm') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.flow_norm') END AS flow_norm,
    CASE WHEN json_type(f, '$.lp_norm') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.lp_norm') END AS lp_norm,
    CASE WHEN json_type(f, '$.uniques_norm') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.uniques_norm') END AS uniques_norm,
    CASE WHEN json_type(f, '$.spread_inv') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.spread_inv') END AS spread_inv,
    CASE WHEN json_type(f, '$.age_inv') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.age_inv') END AS age_inv,
    CASE WHEN json_type(f, '$.rug_inv') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.rug_inv') END AS rug_inv,
    CASE WHEN json_type(f, '$.author_quality_mean') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.author_quality_mean') END AS author_quality_mean,
    CASE WHEN json_type(f, '$.author_quality_top') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.author_quality_top') END AS author_quality_top,
    CASE WHEN json_type(f, '$.author_mentions_norm') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.author_mentions_norm') END AS author_mentions_norm,
    CASE WHEN json_type(f, '$.lunar_boost') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.lunar_boost') END AS lunar_boost,
    CASE WHEN json_type(f, '$.buys60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.buys60') END AS buys60,
    CASE WHEN json_type(f, '$.sells60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.sells60') END AS sells60,
    CASE WHEN json_type(f, '$.uniques60') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.uniques60') END AS uniques60,
    CASE WHEN json_type(f, '$.lpSol') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.lpSol') END AS lpSol,
    CASE WHEN json_type(f, '$.spreadBps') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.spreadBps') END AS spreadBps,
    CASE WHEN json_type(f, '$.ageSec') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.ageSec') END AS ageSec,
    CASE WHEN json_type(f, '$.rugProb') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.rugProb') END AS rugProb,
    CASE WHEN json_type(f, '$.authorQualityMean') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.authorQualityMean') END AS authorQualityMean,
    CASE WHEN json_type(f, '$.authorQualityTop') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.authorQualityTop') END AS authorQualityTop,
    CASE WHEN json_type(f, '$.authorMentions') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.authorMentions') END AS authorMentions,
    CASE WHEN json_type(f, '$.lunarBoost') IN ('integer', 'real', 'true', 'false')
           THEN json_extract(f, '$.lunarBoost') END AS lunarBoost
  FROM usable
)
SELECT entry_ms AS decision_ts,
       mint AS key,
       entry_ms + CASE WHEN open_ms >= 3600000 THEN 3600000 ELSE 600000 END AS label_end_ts,
       ifnull(best_10m, 0) >= 0.05 - 1e-9 AS y_payoff_10m,
       CASE WHEN open_ms >= 3600000
            THEN ifnull(best_60m, 0) >= 0.15 - 1e-9 END AS y_payoff_60m,
       1 AS bias,
       min(1, max(0, ifnull(flow_norm, CASE WHEN ifnull(sells60, 0) > 0
         THEN ifnull(buys60, 0) / max(1.0, sells60) ELSE ifnull(buys60, 0) END / 4.0)))
         AS flow_norm,
       min(1, max(0, ifnull(lp_norm, ifnull(lpSol, 0) / 50.0))) AS lp_norm,
       min(1, max(0, ifnull(uniques_norm, ifnull(uniques60, 0) / 25.0))) AS uniques_norm,
       min(1, max(0, ifnull(spread_inv, 1 - ifnull(spreadBps, 0) / 200.0))) AS spread_inv,
       min(1, max(0, ifnull(age_inv, 1 - ifnull(ageSec, 0) / 1800.0))) AS age_inv,
       min(1, max(0, ifnull(rug_inv, 1 - ifnull(rugProb, 0.5)))) AS rug_inv,
       min(1, max(0, ifnull(author_quality_mean, ifnull(authorQualityMean, 0))))
         AS author_quality_mean,
       min(1, max(0, ifnull(author_quality_top, ifnull(authorQualityTop, 0))))
         AS author_quality_top,
       min(1, max(0, ifnull(author_mentions_norm, ifnull(authorMentions, 0) / 20.0)))
         AS author_mentions_norm,
       min(0.2, max(0, ifnull(lunar_boost, ifnull(lunarBoost, 0)))) AS lunar_boost
FROM raw
ORDER BY decision_ts, key
