"""The commands about what the database holds: hosts, types, keys, days off, and what is known of a person.

They need nothing but the database: no Redis is started, and a server that runs sees each change at once.
"""
