package ratchet.runtime;

/** One model as this runtime serves it: its place, what it answers with, and what it answered. */
record ModelService(ModelSlot slot, ScoreService scores, ScoreStatistics statistics) {}
