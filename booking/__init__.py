"""The calendar: who is free, what is booked, who was invited. Knows nothing of chat or HTTP."""
