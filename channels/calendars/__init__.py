"""Other calendars of a host, over the network: fetched by the worker and the command line only."""
