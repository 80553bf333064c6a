"""Mail that comes back: read as facts, whatever its bytes are. What becomes of them is `booking.receiving`'s to say."""
