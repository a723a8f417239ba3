"""Questionnaires that one's organisations build: the list, beginning one, deleting one."""
