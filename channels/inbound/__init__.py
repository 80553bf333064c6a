"""Mail that comes in: an SMTP listener, and a mailbox read over IMAP. Both hand it to the booking service."""
