//SOURCES data.log.java
//SOURCES data.sqlite.java
//SOURCES features.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES promote.target.java
//SOURCES store.java

//SOURCES ratchet/promote/served/ServedCandidates.java
