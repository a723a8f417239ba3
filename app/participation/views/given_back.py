"""« Vous avez dit, nous avons fait », and results, for those who answered."""
