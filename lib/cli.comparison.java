//SOURCES evaluation.java
//SOURCES model.java
//SOURCES statistics.java
//SOURCES statistics.comparison.java

//SOURCES ratchet/cli/comparison/ComparisonReport.java
//SOURCES ratchet/cli/comparison/PairedPredictions.java
