//SOURCES data.sqlite.java
//SOURCES model.java
//SOURCES store.java

//SOURCES ratchet/cli/prepare/Prerequisite.java
//SOURCES ratchet/cli/prepare/Prerequisites.java
//SOURCES ratchet/cli/prepare/ScriptBuilder.java
