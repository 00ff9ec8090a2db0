//SOURCES data.sqlite.java
//SOURCES data.training.java
//SOURCES features.java
//SOURCES gate.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES promote.rollout.java
//SOURCES statistics.java
//SOURCES store.java

//SOURCES ratchet/promote/evidence/ChampionEvidence.java
//SOURCES ratchet/promote/evidence/EvidenceAccount.java
//SOURCES ratchet/promote/evidence/FileMetric.java
//SOURCES ratchet/promote/evidence/HoldoutReproduction.java
//SOURCES ratchet/promote/evidence/PairedScores.java
//SOURCES ratchet/promote/evidence/RescoredEvidence.java
//SOURCES ratchet/promote/evidence/ServedScores.java
//SOURCES ratchet/promote/evidence/UnseenRows.java
