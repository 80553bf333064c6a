"""The edge: chat networks, the web, the command line, the worker."""
