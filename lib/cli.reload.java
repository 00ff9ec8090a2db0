//SOURCES cli.java
//SOURCES model.java
//SOURCES promote.reload.java

//SOURCES ratchet/cli/reload/ReloadOptions.java
//SOURCES ratchet/cli/reload/ReloadTable.java
//SOURCES ratchet/cli/reload/WatchedReloader.java
