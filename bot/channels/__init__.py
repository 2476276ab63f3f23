"""Where people talk to the bot. Channels carry replies; they decide nothing."""
