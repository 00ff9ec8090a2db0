//SOURCES backtest.java
//SOURCES cli.java
//SOURCES cli.alias.java
//SOURCES cli.evaluation.java
//SOURCES data.sqlite.java
//SOURCES health.java
//SOURCES model.java
//SOURCES ope.java
//SOURCES promote.java
//SOURCES report.java
//SOURCES store.java

//SOURCES ratchet/cli/report/EvaluationSections.java
//SOURCES ratchet/cli/report/HealthOptions.java
//SOURCES ratchet/cli/report/HealthStep.java
//SOURCES ratchet/cli/report/PageFile.java
//SOURCES ratchet/cli/report/PageOptions.java
//SOURCES ratchet/cli/report/ReportRun.java
