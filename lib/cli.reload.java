//SOURCES cli.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES notify.java
//SOURCES promote.reload.java
//SOURCES promote.target.java
//SOURCES store.java

//SOURCES ratchet/cli/reload/NotifyOptions.java
//SOURCES ratchet/cli/reload/ReloadOptions.java
//SOURCES ratchet/cli/reload/VerificationOptions.java
