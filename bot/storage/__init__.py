"""What the bot remembers between messages and over restarts, in SQLite or any database that SQLAlchemy speaks."""
