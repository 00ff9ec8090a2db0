//SOURCES statistics.java

//SOURCES ratchet/statistics/training/Calibration.java
//SOURCES ratchet/statistics/training/SurvivalBrier.java
//SOURCES ratchet/statistics/training/TopRows.java
