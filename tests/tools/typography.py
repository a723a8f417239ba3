"""French typography of the source texts: what is a mistake, and mending those of spaces.

python -m tests.tools.typography    put no-break spaces where French wants them: in code, templates and catalogues
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from app.core.language import FRENCH, LANGUAGES
from app.web.translations import EASY
from tests.tools.catalogues import EXTRACTED, extract, path_of, read, write
from tests.tools.tracked import tracked_files

NO_BREAK = "\u00a0"
BEFORE = re.compile(r" (?=[:;?»])")
AFTER = re.compile(r"(?<=«) ")
MISTAKES = {
    "a straight apostrophe": re.compile(r"\w'\w"),
    "an exclamation mark": re.compile(r"!"),
    "three dots for an ellipsis": re.compile(r"\.\.\."),
    "a breaking space before : ; ? »": BEFORE,
    "a breaking space after «": AFTER,
    "no space within « »": re.compile(r"«\S|\S»"),
    "no space before ?": re.compile(r"\w[?](?:\s|$)"),
    "straight quotation marks": re.compile(r'"'),
    "« Oups »": re.compile(r"\boups\b", re.IGNORECASE),
}


def mistakes(text: str) -> Iterator[str]:
    """Say what a French typographer would mend."""
    for name, pattern in MISTAKES.items():
        if pattern.search(text):
            yield f"{name}: {text}"


def mended(text: str) -> str:
    """Return the text with its no-break spaces; other mistakes need a person."""
    return AFTER.sub(NO_BREAK, BEFORE.sub(NO_BREAK, text))


def texts_of(message: Message) -> tuple[str, ...]:
    """Return the source of a message: one text, or its singular and plural."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def french_texts() -> list[str]:
    """Return every French text of the code and the templates."""
    return sorted({text for message in extract() if message.id for text in texts_of(message)})


def mend_sources(wrong: dict[str, str], files: list[Path]) -> None:
    """Replace each wrong text, as it stands between its quotation marks, in the files given."""
    for path in files:
        before = after = path.read_text(encoding="utf-8")
        for text, right in wrong.items():
            for quote in "\"'":
                after = after.replace(quote + text + quote, quote + right + quote)
        if after != before:
            path.write_text(after, encoding="utf-8")


def mend_catalogue(catalogue: Catalog, *, is_french: bool = False) -> Catalog:
    """Return the same translations under the mended texts, themselves mended where they are French."""
    made = Catalog(locale=catalogue.locale, header_comment=catalogue.header_comment, project=catalogue.project, fuzzy=False)
    made.mime_headers = catalogue.mime_headers
    for message in catalogue:
        if message.id:
            parts = tuple(map(mended, texts_of(message)))
            made.add(
                parts if len(parts) > 1 else parts[0],
                _mended_strings(message) if is_french else message.string,
                message.locations,
                message.flags,
                message.auto_comments,
                message.user_comments,
                context=message.context,
            )
    return made


def _mended_strings(message: Message) -> str | tuple[str, ...]:
    return mended(message.string) if isinstance(message.string, str) else tuple(map(mended, message.string))


def main() -> int:
    """Mend spaces everywhere; print what is left. Takes no argument, and writes nothing when given one."""
    argparse.ArgumentParser(
        prog="python -m tests.tools.typography", description="Put no-break spaces where French wants them."
    ).parse_args()
    wrong = {text: mended(text) for text in french_texts() if mended(text) != text}
    mend_sources(wrong, tracked_files("app/*.py", "templates/*"))
    for code in LANGUAGES:
        path = path_of(code, EXTRACTED)
        if path.exists():
            write(mend_catalogue(read(path, code)), path)
    easy = path_of(FRENCH.code, EASY)
    write(mend_catalogue(read(easy, FRENCH.code), is_french=True), easy)
    left = [mistake for text in french_texts() for mistake in mistakes(text)]
    print("\n".join([f"{len(wrong)} texts had spaces to mend", *left]))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
