//DEPS org.apache.commons:commons-statistics-distribution:1.3

//SOURCES statistics.java

//SOURCES ratchet/statistics/comparison/BettingInterval.java
//SOURCES ratchet/statistics/comparison/Comparison.java
//SOURCES ratchet/statistics/comparison/ComparisonMetric.java
//SOURCES ratchet/statistics/comparison/EmpiricalBernstein.java
//SOURCES ratchet/statistics/comparison/GammaExponentialMixture.java
//SOURCES ratchet/statistics/comparison/PredictionSummary.java
//SOURCES ratchet/statistics/comparison/SequentialDifference.java
//SOURCES ratchet/statistics/comparison/SequentialLook.java
