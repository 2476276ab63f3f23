"""What the bot keeps between messages and over restarts, in SQLite or PostgreSQL: docs/运营.md says what, and how long."""
