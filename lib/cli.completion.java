//SOURCES model.java

//SOURCES ratchet/cli/completion/Shell.java
//FILES ratchet/cli/completion/ratchet.bash=ratchet/cli/completion/ratchet.bash
//FILES ratchet/cli/completion/ratchet.fish=ratchet/cli/completion/ratchet.fish
