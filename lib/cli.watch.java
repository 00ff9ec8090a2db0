//SOURCES cli.java
//SOURCES data.sqlite.java
//SOURCES data.training.java
//SOURCES features.java
//SOURCES model.java
//SOURCES store.java
//SOURCES watch.java

//SOURCES ratchet/cli/watch/WatchLoop.java
//SOURCES ratchet/cli/watch/WatchOptions.java
