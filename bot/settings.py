"""Settings from environment variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

APPLICATION = "specialty-town-bot"
"""Name of the folders that hold a user's data."""


MOST_PER_MINUTE = 20
QUIET_MINUTES = 60
"""After so long without a word a question stands for itself, unless BOT_QUIET_MINUTES says otherwise."""


class SettingsError(Exception):
    """A setting that is missing or can't be used; the text says which and what to write, in Chinese."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """What `bot telegram` needs to know."""

    token: str = field(repr=False)
    database_url: str = field(repr=False)
    """A SQLAlchemy URL; may hold a password."""
    api_base: str | None = None
    """Where methods of the Bot API are found: the token is put behind it. None for Telegram's own."""
    quiet: timedelta | None = timedelta(minutes=QUIET_MINUTES)
    """How long what was talked about is kept in mind; None for ever."""
    admins: frozenset[int] = frozenset()
    """Telegram's ids of those who may ask for /stats and /gaps."""
    most_per_minute: int = MOST_PER_MINUTE
    """Messages and taps of one person that are answered within a minute."""


def telegram_settings(environment: Mapping[str, str]) -> TelegramSettings:
    """Read the settings.

    Raises:
        SettingsError: if one is missing or malformed.
    """
    token = environment.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not token:
        raise SettingsError(f"没有设置 TELEGRAM_BOT_TOKEN。{WHERE_TO_GET_A_TOKEN}")
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
        raise SettingsError(f"TELEGRAM_BOT_TOKEN 写得不完整,应当像 123456789:ABC…。{WHERE_TO_GET_A_TOKEN}")
    api_base = environment.get("TELEGRAM_API_BASE", "").strip() or None
    if api_base and not re.fullmatch(r"https?://[^\s/]+(/\S*)?/bot", api_base):
        raise SettingsError("TELEGRAM_API_BASE 应当是以 /bot 结尾的网址,例如 http://127.0.0.1:8081/bot")
    return TelegramSettings(
        token,
        database_url(environment),
        api_base,
        quiet_spell(environment),
        _admins(environment),
        _most_per_minute(environment),
    )


def _admins(environment: Mapping[str, str]) -> frozenset[int]:
    text = environment.get("BOT_ADMINS", "").strip()
    if not re.fullmatch(r"([0-9]+([,\s]+[0-9]+)*)?", text):
        raise SettingsError(
            "BOT_ADMINS 应当是 Telegram 用户编号,几个用逗号隔开,例如 123456,234567(编号可问 @userinfobot)"
        )
    return frozenset(int(id_) for id_ in re.findall("[0-9]+", text))


def _most_per_minute(environment: Mapping[str, str]) -> int:
    text = environment.get("BOT_MOST_PER_MINUTE", "").strip() or str(MOST_PER_MINUTE)
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise SettingsError("BOT_MOST_PER_MINUTE 应当是每人每分钟最多回答的条数,例如 20")
    return int(text)


def database_url(environment: Mapping[str, str]) -> str:
    """Where data are kept, as a SQLAlchemy URL."""
    return environment.get("BOT_DATABASE_URL", "").strip() or f"sqlite:///{data_folder() / 'bot.sqlite3'}"


def quiet_spell(environment: Mapping[str, str]) -> timedelta | None:
    """How long what was talked about is kept in mind without a word; None for ever.

    Raises:
        SettingsError: if it is no number of minutes.
    """
    text = environment.get("BOT_QUIET_MINUTES", "").strip() or str(QUIET_MINUTES)
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise SettingsError("BOT_QUIET_MINUTES 应当是分钟数,例如 60;写 0 就一直记着前面的话")
    return timedelta(minutes=int(text)) if int(text) else None


WHERE_TO_GET_A_TOKEN = (
    "在 Telegram 里找 @BotFather,发 /newbot,按提示起名,就会得到一个令牌;"
    "然后这样启动:TELEGRAM_BOT_TOKEN=得到的令牌 bot telegram"
)


def data_folder() -> Path:
    """Where this user's data are kept by default."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION)
