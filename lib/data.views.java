//SOURCES data.sqlite.java
//SOURCES model.java

//SOURCES ratchet/data/views/InstalledViews.java
//SOURCES ratchet/data/views/TrainingViews.java
//FILES ratchet/data/views/views/alpha_training_view.sql=ratchet/data/views/views/alpha_training_view.sql
//FILES ratchet/data/views/views/fill_training_view.sql=ratchet/data/views/views/fill_training_view.sql
//FILES ratchet/data/views/views/rug_training_view.sql=ratchet/data/views/views/rug_training_view.sql
//FILES ratchet/data/views/views/survival_training_view.sql=ratchet/data/views/views/survival_training_view.sql
