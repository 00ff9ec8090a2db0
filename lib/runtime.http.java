//DEPS io.netty:netty-codec-http:4.2.20.Final

//SOURCES model.java

//SOURCES ratchet/runtime/http/Connection.java
//SOURCES ratchet/runtime/http/ConnectionInitializer.java
//SOURCES ratchet/runtime/http/Endpoint.java
//SOURCES ratchet/runtime/http/EndpointCall.java
//SOURCES ratchet/runtime/http/Gzip.java
//SOURCES ratchet/runtime/http/HeldBytes.java
//SOURCES ratchet/runtime/http/HttpFailure.java
//SOURCES ratchet/runtime/http/HttpServer.java
//SOURCES ratchet/runtime/http/HttpSettings.java
//SOURCES ratchet/runtime/http/Listener.java
//SOURCES ratchet/runtime/http/OpenConnections.java
//SOURCES ratchet/runtime/http/Reply.java
//SOURCES ratchet/runtime/http/ReplyWriter.java
//SOURCES ratchet/runtime/http/Request.java
//SOURCES ratchet/runtime/http/RequestBody.java
//SOURCES ratchet/runtime/http/RequestHandler.java
//SOURCES ratchet/runtime/http/RequestHead.java
//SOURCES ratchet/runtime/http/RequestLog.java
//SOURCES ratchet/runtime/http/ServerState.java
//SOURCES ratchet/runtime/http/UnixSocketFile.java
