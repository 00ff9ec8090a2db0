//SOURCES cli.java
//SOURCES health.java
//SOURCES logs.java
//SOURCES model.java

//SOURCES ratchet/cli/check/HealthOptions.java
//SOURCES ratchet/cli/check/HealthStep.java
