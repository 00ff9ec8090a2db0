package ratchet.runtime;

/** What a runtime holds per model: its slot, its reload queue, its scoring and its statistics. */
record ModelService(
    ModelSlot slot, ReloadQueue reloads, ScoreService scores, ScoreStatistics statistics) {}
