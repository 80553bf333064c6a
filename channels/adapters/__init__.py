"""One chat network a file; none knows another, none knows booking."""
