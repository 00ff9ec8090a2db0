//SOURCES model.java

//SOURCES ratchet/promote/target/ReloadMetrics.java
//SOURCES ratchet/promote/target/ReloadTargets.java
//SOURCES ratchet/promote/target/StoppedRuntime.java
