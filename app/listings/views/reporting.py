"""« Quelque chose a changé ? »"""
