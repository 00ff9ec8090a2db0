//SOURCES cli.java
//SOURCES cli.alias.java
//SOURCES model.java
//SOURCES report.page.java
//SOURCES store.java

//SOURCES ratchet/cli/page/PageFile.java
//SOURCES ratchet/cli/page/PageOptions.java
