//SOURCES cli.java
//SOURCES cli.check.java
//SOURCES cli.page.java
//SOURCES cli.promotion.java
//SOURCES cli.report.java
//SOURCES cli.training.java
//SOURCES data.sqlite.java
//SOURCES health.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES promote.java
//SOURCES store.java
//SOURCES train.java

//SOURCES ratchet/cli/job/Retrain.java
//SOURCES ratchet/cli/job/StepSummary.java
