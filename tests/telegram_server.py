"""A stand-in for Telegram's servers, run as a process of its own: python tests/telegram_server.py PORT.

Beside the Bot API it takes updates (POST /__fixture/updates) and shows what the bot sent (GET /calls).
"""

from __future__ import annotations

import sys
from typing import Any

from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator, updates

# The emulator's queue carries any update; only its control refuses kinds that its own server doesn't send.
updates.KINDS.update({"edited_message", "my_chat_member"})


class RememberingServer(LoBotApiEmulator):  # type: ignore[misc]
    """The emulator keeps no texts; this keeps every call that was accepted."""

    def __init__(self) -> None:
        super().__init__(enable_control=True)
        self.calls: list[dict[str, Any]] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            # Commands may be addressed to a bot by its name, so the library needs to know it.
            return {
                **result,
                "username": "fixture_bot",
                "supports_inline_queries": True,
                "can_read_all_group_messages": False,
            }
        if method != "getUpdates":
            made = result.get("message_id") if isinstance(result, dict) else None
            sizes = {name: upload["size"] for name, upload in uploads.items()}
            self.calls.append({"method": method, **fields, "made": made, "files": sizes})
        return result

    async def show_calls(self, request: web.Request) -> web.Response:
        return web.json_response(self.calls)


if __name__ == "__main__":
    server = RememberingServer()
    application = server.app()
    application.router.add_get("/calls", server.show_calls)
    web.run_app(application, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
