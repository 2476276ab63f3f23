"""The bot on Telegram, by polling: private chats, groups and inline queries.

An update's way: polling → manners (how fast, in which chat) → commands, answers, taps or inline → outbox.
"""
