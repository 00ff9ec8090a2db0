//SOURCES features.java
//SOURCES model.java
//SOURCES promote.reload.java
//SOURCES promote.rollout.java
//SOURCES store.java

//SOURCES ratchet/promote/rollback/RollbackRun.java
//SOURCES ratchet/promote/rollback/RollbackTarget.java
