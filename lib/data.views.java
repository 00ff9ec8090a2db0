//SOURCES data.sqlite.java
//SOURCES model.java

//SOURCES ratchet/data/views/InstalledViews.java
//SOURCES ratchet/data/views/TrainingViews.java
//FILES ratchet/data/views/alpha_training_view.sql=ratchet/data/views/alpha_training_view.sql
//FILES ratchet/data/views/data_end.sql=ratchet/data/views/data_end.sql
//FILES ratchet/data/views/decisions.sql=ratchet/data/views/decisions.sql
//FILES ratchet/data/views/entries.sql=ratchet/data/views/entries.sql
//FILES ratchet/data/views/fill_training_view.sql=ratchet/data/views/fill_training_view.sql
//FILES ratchet/data/views/rug_training_view.sql=ratchet/data/views/rug_training_view.sql
//FILES ratchet/data/views/survival_training_view.sql=ratchet/data/views/survival_training_view.sql
//FILES ratchet/data/views/verdicts.sql=ratchet/data/views/verdicts.sql
