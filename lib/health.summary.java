//DEPS org.apache.commons:commons-statistics-distribution:1.3

//SOURCES data.log.java
//SOURCES data.sqlite.java
//SOURCES data.training.java
//SOURCES model.java
//SOURCES statistics.java

//SOURCES ratchet/health/summary/ClassCounts.java
//SOURCES ratchet/health/summary/FeatureCells.java
//SOURCES ratchet/health/summary/FeatureDrift.java
//SOURCES ratchet/health/summary/FeatureHistogram.java
//SOURCES ratchet/health/summary/LabelRate.java
//SOURCES ratchet/health/summary/LabelSummary.java
//SOURCES ratchet/health/summary/LevelShift.java
//SOURCES ratchet/health/summary/LogGaps.java
//SOURCES ratchet/health/summary/PackedRows.java
//SOURCES ratchet/health/summary/SetSummary.java
//SOURCES ratchet/health/summary/SharedMints.java
//SOURCES ratchet/health/summary/TrainerRequirements.java
