"""Personal data in what people write, taken out before anything is stored that is kept for longer than a conversation."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a question that are kept."""

_HAN_DIGIT = "〇零一二三四五六七八九幺"
_UNIT = r"(?!\s*(?:[亿万千百]|元|吨|户|家|人|亩|个|斤|公斤|年|箱|件|套|平方|米|%|美元))"
_YEARS = r"(?!(?:19|20)[0-9]{2}[ -](?:19|20)[0-9]{2}(?![0-9 -]))"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("〔邮箱〕", re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")),
    ("〔网址〕", re.compile(r"(?:https?://|www\.|t\.me/|tg://)\S+", re.IGNORECASE)),
    ("〔用户名〕", re.compile(r"@[\w]{2,}")),
    (
        "〔账号〕",
        re.compile(
            r"(?<=微信|扣扣)(?:号|号码|账号|id|加我)?(?:是|为|:)?\s*[A-Za-z0-9_-]{4,}"
            r"|(?<![A-Za-z])(?:QQ|VX|WX|wechat)(?:号|号码)?(?:是|为|:)?\s*[A-Za-z0-9_-]{4,}",
            re.IGNORECASE,
        ),
    ),
    ("〔证件号〕", re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:[ -]?[0-9]{4}){2}[0-9]{3}[0-9Xx](?![0-9])")),
    ("〔证件号〕", re.compile(r"(?<![A-Za-z0-9])[A-Za-z][0-9]{8}(?![0-9])")),
    ("〔车牌〕", re.compile(r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]·?[A-Z0-9]{5,6}")),
    ("〔号码〕", re.compile(r"(?<![0-9.])" + _YEARS + r"(?:\+|00)?[0-9](?:[ -]?[0-9]){6,}(?![0-9.])" + _UNIT)),
    ("〔号码〕", re.compile(rf"[{_HAN_DIGIT}](?:[ -]?[{_HAN_DIGIT}]){{6,}}")),
    ("〔门牌〕", re.compile(r"[0-9A-Za-z]+(?:号楼|号院|单元|栋|幢|室)(?:[0-9A-Za-z]+(?:号楼|单元|层|号|室))*")),
    (
        "〔姓名〕",
        re.compile(
            r"(?<=我叫|本人|我姓|姓名)(?:是|:)?[\u4e00-\u9fff]{2,4}?(?=[,。,;;、!!\s]|想|要|请|问|在|是|来|做|$)"
        ),
    ),
)


def masked(text: str, longest: int = LONGEST) -> str:
    """The text, with what may lead to a person replaced by what it was, on one line, cut to a length.

    It is masked before it is cut, so that no half of a number stays.
    """
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    for label, pattern in _KINDS:
        text = pattern.sub(label, text)
    return text if len(text) <= longest else text[: longest - 1] + "…"
