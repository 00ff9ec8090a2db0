//SOURCES cli.java
//SOURCES cli.alias.java
//SOURCES data.training.java
//SOURCES features.java
//SOURCES gate.java
//SOURCES model.java
//SOURCES promote.served.java
//SOURCES promote.target.java
//SOURCES store.java
//SOURCES train.java
//SOURCES train.solver.java

//SOURCES ratchet/cli/training/CalibrationOptions.java
//SOURCES ratchet/cli/training/DeviceOptions.java
//SOURCES ratchet/cli/training/EngineOptions.java
//SOURCES ratchet/cli/training/TrainingOptions.java
//SOURCES ratchet/cli/training/TrainingReport.java
//SOURCES ratchet/cli/training/TrainingStep.java
