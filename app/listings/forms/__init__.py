"""Forms of the listings; services never see one."""
