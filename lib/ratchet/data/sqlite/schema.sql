CREATE TABLE IF NOT EXISTS exec_outcomes (
  ts INTEGER NOT NULL,
  quote_price REAL,
  exec_price REAL,
  filled INTEGER,
  route TEXT,
  cu_price INTEGER,
  slippage_bps_req INTEGER,
  slippage_bps_real REAL,
  time_to_land_ms INTEGER,
  error_code TEXT,
  notes TEXT,
  priority_fee_lamports INTEGER,
  amount_in INTEGER,
  amount_out INTEGER,
  fee_lamports_total INTEGER,
  mint TEXT,
  order_id TEXT,
  side TEXT
);
CREATE TABLE IF NOT EXISTS sim_exec_outcomes (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  route TEXT NOT NULL,
  filled INTEGER,
  quote_price REAL,
  exec_price REAL,
  slippage_bps_req INTEGER,
  slippage_bps_real REAL,
  time_to_land_ms INTEGER,
  cu_price INTEGER,
  amount_in INTEGER,
  amount_out INTEGER,
  source TEXT,
  PRIMARY KEY (mint, ts, route)
);
CREATE TABLE IF NOT EXISTS fills (
  signature TEXT PRIMARY KEY,
  mint TEXT,
  price REAL,
  quantity REAL,
  route TEXT,
  tip_lamports INTEGER,
  slot INTEGER,
  created_at TEXT
);
CREATE TABLE IF NOT EXISTS fill_preds (
  ts INTEGER NOT NULL,
  route TEXT,
  p_fill REAL,
  exp_slip_bps REAL,
  exp_time_ms INTEGER,
  ctx_json TEXT
);
CREATE TABLE IF NOT EXISTS scores (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  horizon TEXT NOT NULL,
  score REAL,
  features_json TEXT
);
CREATE TABLE IF NOT EXISTS candidates (
  mint TEXT PRIMARY KEY,
  name TEXT,
  symbol TEXT,
  source TEXT,
  age_sec INTEGER,
  lp_sol REAL,
  buys60 INTEGER,
  sells60 INTEGER,
  uniques60 INTEGER,
  spread_bps REAL,
  safety_ok INTEGER,
  safety_reasons TEXT,
  topic_id TEXT,
  match_score REAL,
  first_seen_slot INTEGER,
  created_at TEXT,
  updated_at TEXT,
  pool_address TEXT,
  lp_mint TEXT,
  pool_coin_account TEXT,
  pool_pc_account TEXT
);
CREATE TABLE IF NOT EXISTS rug_verdicts (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  rug_prob REAL,
  reasons_json TEXT
);
CREATE TABLE IF NOT EXISTS sizing_decisions (
  id INTEGER PRIMARY KEY,
  mint TEXT NOT NULL,
  equity REAL,
  free REAL,
  tier TEXT,
  caps TEXT,
  final_size REAL,
  reason TEXT,
  created_at TEXT,
  ts INTEGER,
  arm TEXT,
  notional REAL,
  ctx_json TEXT
);
CREATE TABLE IF NOT EXISTS sizing_outcomes (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  notional REAL,
  pnl_usd REAL,
  mae_bps REAL,
  closed INTEGER
);
CREATE TABLE IF NOT EXISTS fee_decisions (
  ts INTEGER NOT NULL,
  cu_price INTEGER,
  cu_limit INTEGER,
  slippage_bps INTEGER,
  ctx_json TEXT
);
CREATE TABLE IF NOT EXISTS hazard_states (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  hazard REAL,
  trail_bps INTEGER,
  ladder_json TEXT
);
CREATE TABLE IF NOT EXISTS prices (
  ts INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  usd REAL
);
CREATE TABLE IF NOT EXISTS migration_events (
  ts INTEGER NOT NULL,
  mint TEXT NOT NULL,
  pool TEXT,
  source TEXT,
  init_sig TEXT
);
CREATE TABLE IF NOT EXISTS backtest_runs (
  id INTEGER PRIMARY KEY,
  started_ts INTEGER,
  finished_ts INTEGER,
  params_json TEXT,
  notes TEXT
);
CREATE TABLE IF NOT EXISTS backtest_results (
  run_id INTEGER,
  metric TEXT,
  value REAL,
  segment TEXT
);
