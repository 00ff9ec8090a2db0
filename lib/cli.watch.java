//SOURCES cli.java
//SOURCES cli.alias.java
//SOURCES model.java
//SOURCES store.java
//SOURCES watch.java

//SOURCES ratchet/cli/watch/StopSignal.java
//SOURCES ratchet/cli/watch/WatchLoop.java
//SOURCES ratchet/cli/watch/WatchOptions.java
