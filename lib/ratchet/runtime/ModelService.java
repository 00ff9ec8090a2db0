package ratchet.runtime;

/**
 * One model as this runtime serves it: its place, how it is reloaded, what it answers with, and
 * what it answered.
 */
record ModelService(
    ModelSlot slot, ReloadQueue reloads, ScoreService scores, ScoreStatistics statistics) {}
