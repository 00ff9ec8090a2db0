//DEPS dev.failsafe:failsafe:3.3.2
//DEPS com.squareup.okhttp3:okhttp-jvm:5.5.1

//SOURCES features.java
//SOURCES logs.java
//SOURCES model.java
//SOURCES promote.target.java
//SOURCES store.java

//SOURCES ratchet/promote/reload/ReloadClient.java
//SOURCES ratchet/promote/reload/ReloadHttp.java
//SOURCES ratchet/promote/reload/ReloadReply.java
//SOURCES ratchet/promote/reload/ReloadReplyReader.java
//SOURCES ratchet/promote/reload/ReloadRun.java
//SOURCES ratchet/promote/reload/ReloadSettings.java
//SOURCES ratchet/promote/reload/ReloadToken.java
//SOURCES ratchet/promote/reload/ReloadVerification.java
//SOURCES ratchet/promote/reload/Reloader.java
//SOURCES ratchet/promote/reload/RolloutPlan.java
