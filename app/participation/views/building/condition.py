"""When a question is asked, said in plain words."""
