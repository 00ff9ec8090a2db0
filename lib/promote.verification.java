//SOURCES data.log.java
//SOURCES data.sqlite.java
//SOURCES features.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES promote.reload.java
//SOURCES promote.served.java
//SOURCES store.java

//SOURCES ratchet/promote/verification/ScoreVerification.java
