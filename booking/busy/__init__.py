"""Busy time of other calendars: iCalendar text read into intervals, and the intervals kept. No network here."""
