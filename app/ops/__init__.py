"""Running it: command line, health. The top of the stack: may import everything."""
