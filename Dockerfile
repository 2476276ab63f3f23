# Not tested yet: no container engine was at hand where this was written.
FROM python:3.12-slim
WORKDIR /build
COPY pyproject.toml constraints.txt hatch_build.py README.md ./
COPY bot bot
COPY knowledge knowledge
COPY intents intents
RUN pip install --no-cache-dir -c constraints.txt '.[postgresql]' \
    && rm -rf /build \
    && useradd --create-home --uid 1000 bot
USER bot
WORKDIR /home/bot
ENV BOT_DATABASE_URL=sqlite:////home/bot/data/bot.sqlite3
VOLUME /home/bot/data
CMD ["bot", "telegram"]
