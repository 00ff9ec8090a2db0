//SOURCES model.java

//SOURCES ratchet/logs/LogFiles.java
//SOURCES ratchet/logs/LogPattern.java
