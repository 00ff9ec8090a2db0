//DEPS com.squareup.okhttp3:okhttp-jvm:5.5.1

//SOURCES model.java
//SOURCES promote.reload.java

//SOURCES ratchet/notify/Notifier.java
