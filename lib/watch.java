//SOURCES data.training.java
//SOURCES features.java
//SOURCES model.java
//SOURCES promote.evidence.java
//SOURCES promote.reload.java
//SOURCES promote.rollout.java
//SOURCES statistics.comparison.java
//SOURCES store.java

//SOURCES ratchet/watch/Probation.java
//SOURCES ratchet/watch/Watch.java
//SOURCES ratchet/watch/WatchComparison.java
//SOURCES ratchet/watch/WatchMetric.java
//SOURCES ratchet/watch/WatchMetricsFile.java
//SOURCES ratchet/watch/WatchResult.java
//SOURCES ratchet/watch/WatchRun.java
//SOURCES ratchet/watch/WatchState.java
//SOURCES ratchet/watch/WatchedOutcomes.java
