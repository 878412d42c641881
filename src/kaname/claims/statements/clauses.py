"""Clauses of a Japanese sentence, seen past its quotations and parentheses."""

from __future__ import annotations

import re

from kaname.documents.sentences import bracket_pairs

_QUOTES = "「『“"
INSIDE = "◯"
"""Stands for a character inside a quotation."""
ASIDE = "＿"
"""Stands for a character of a parenthesis."""

LONGEST_SENTENCE = 2000
"""Characters beyond which a sentence is no prose (a table that lost its breaks) and is passed over."""


def flatten(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with what is quoted and what is in parentheses blanked out.

    Every character keeps its place. Quotation marks stay, so the grammar sees that something is quoted
    and is not misled by the verbs inside.
    """
    characters = list(text[start:end])
    done = start
    for opening, closing in bracket_pairs(text, start, end):
        if opening < done:  # inside another
            continue
        if text[opening] in _QUOTES:
            characters[opening - start] = "「"
            characters[closing - start] = "」"
            for at in range(opening + 1, closing):
                characters[at - start] = INSIDE
        else:
            for at in range(opening, closing + 1):
                characters[at - start] = ASIDE
        done = closing
    return "".join(characters)


CONNECTIVE = re.compile(
    r"(?:そして|また|しかし|しかしながら|さらに|そのうえで|その上で|なお|特に|とりわけ|ただし|むろん|無論"
    r"|もちろん|すなわち|即ち|加えて"
    r"|それに伴い|他方)(?![的は])、?"
    r"|(?:一方で?|つまり|その後|ただ|このように|こうした中|そのため|したがって|従って|因みに|ちなみに|例えば"
    r"|実際|まず|次に|最後に|同時に|そこで"
    r"|それでも|これに対し(?:て)?|これを受け(?:て)?|以上のように|第[一二三四五1-5]に|この際|このため|その際"
    r"|今|将来|その関連で|過去|近年|かねて"
    r"|現在|いずれにせよ|だが|ところが|他にも|その他に|これまで|以下|これに先立ち|かつて|当時|最近|今回"
    r"|とはいえ|もっとも|いわば)、"
)
"""Words that open a sentence and belong to no clause of it."""

_EVENT = (
    r"会談|演説|会見|対話|会議|会合|公聴会|インタビュー|取材|講演|セミナー|フォーラム|番組|書簡|電話|討論"
    r"|質疑|場|席|記者団|記者|議会|国会"
    r"|委員会|著書|寄稿|論文|SNS|投稿|協議|式典|式|集会|シンポジウム|協議会|首脳会談|声明|談話|ブリーフィング"
    r"|就任式|総会|サミット|レベル|資料|文書|報告書|報告|論評"
    r"|側|当局|同盟国|国民|スピーチ|答弁|証言|文脈の中|論説|コラム|レビュー|同紙|同誌|ラジオ|テレビ"
)
_TIME = (
    r"(?:同日|翌日|今年|昨年|\d{4}年|\d{1,2}月|\d{1,2}日|[上中下]旬|末|初め|当時|夜|午[前後]|[_＿]|、|に|の"
    r"|から|まで|頃|ごろ|付け?)+"
)
CIRCUMSTANCE = re.compile(
    rf"(?:{_TIME}、|{_TIME}(?=[^、「」]*(?:{_EVENT}))"
    rf"|[^、「」。は]{{0,45}}?(?:{_EVENT})[_＿]*(?:での?|にて|において|に(?:対し(?:て)?)?|で(?:演説|講演|発言"
    rf"|証言|会見)し(?:て)?"
    r"|に(?:出席|登壇|出演|参加)し(?:て)?|の(?:中|なか)で|との(?:会談|電話)で|を通じ(?:て)?)、"
    rf"|[^、「」。はがを]{{0,30}}?(?:{_EVENT})[_＿]*(?:で|にて|において)(?=「)"
    r"|[^、「」。はが]{0,30}(?:質問|問い|指摘|批判|要求|求め)に(?:対し(?:て)?|答えて?|応じて?)、"
    r"|[^「」。]{1,80}?(?:を踏まえ(?:て)?|を受けて?)、"
    r"|[^、「」。はが]{1,25}(?:に際し|を受け|に先立ち|を前に|を踏まえ|に続き|に合わせ|とともに"
    r"|と並んで)(?:て)?、)"
)
"""When, where and before whom something is said: it stands between the speaker and what is said."""


_OWN_ACT = re.compile(r"[^、「」。をはが]{1,15}(?:[^一-鿿]|[一-鿿]し)(?<=[してでり])、")
_JOINT = re.compile(
    r"(?:が|ものの|けれども?|ため|ので|一方で?|[上うえ]{1,2}で|際に?|後に?|と|のに対し(?:て)?|ほか|とともに"
    r"|と同時に)?、"
)


def after_statement(flat: str, at: int) -> int:
    """Return where the clause after a reported statement begins (〜と述べたが、…)."""
    match = _JOINT.match(flat, at)
    return match.end() if match else at


def own_act(flat: str, at: int, end: int) -> int:
    """Past a short clause right after the speaker that tells what they did (訪韓し、…)."""
    match = _OWN_ACT.match(flat, at, end)
    return match.end() if match and match.end() < end else at


def skip(flat: str, at: int, end: int) -> int:
    """Return where what is said begins, past connectives and circumstances."""
    while at < end:
        if flat[at] in "、 ":
            at += 1
            continue
        match = CONNECTIVE.match(flat, at, end) or CIRCUMSTANCE.match(flat, at, end)
        if match is None or match.end() == at or match.end() >= end:
            return at
        at = match.end()
    return at
