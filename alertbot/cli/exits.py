"""Exit codes, as scripts may rely on them (DESIGN 10)."""

DONE = 0
FAILED = 1
"""Done, but a source or a delivery failed; standard error says which."""
USAGE = 2
"""The command line, the configuration or the database is at fault; nothing was done."""
UNAVAILABLE = 75
"""The service cannot have its database as things are: started again later, it may."""
STOPPED = 130
"""A round or command was stopped by Ctrl-C or SIGTERM; what is not sent yet is kept."""
