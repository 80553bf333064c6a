"""The bot as a web page, and the call behind it."""
