"""The short way through plain tags gives what html5lib gives letter by letter: the same tree, the same complaints at the same places."""

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.inspector.parsing import Parser, plain_tag

NAMES = ("p", "P", "a", "li", "td", "table", "select", "option", "textarea", "title", "script", "svg", "use", "br", "b", "form", "x-y")
ATTRIBUTES = ("id", "ID", "href", "xlink:href", "viewBox", "hidden", "data-a_1", "é", "a=b", "1")
REFERENCES = ("&#39;&#34;&lt;&gt;&quot;", "&copy", "&eacute;", "& ", "&#0;", "&amp")
VALUES = ("", "x", "a b\nc", "?a=1&amp;b=2", "'", "<", ">", "/", "\x00", "é", *REFERENCES)
spaces = st.sampled_from((" ", "\n", "\t", "\r\n", "", "  ", "/"))
quotes = st.sampled_from(('"', '"', '"', "'", ""))


@st.composite
def tags(draw) -> str:
    written = draw(st.sampled_from(("<", "<", "</"))) + draw(st.sampled_from(NAMES))
    for name in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=4)):
        written += draw(spaces) + name
        if draw(st.booleans()):
            quote = draw(quotes)
            written += f"={quote}{draw(st.sampled_from(VALUES))}{quote}"
    return written + draw(spaces) + draw(st.sampled_from((">", ">", ">", "/>", "")))


texts = st.sampled_from((" ", "\n", "mot", "<", "</", "<!-- a -->", "<!doctype html>", "]]>", "\x00", "ééé", *REFERENCES))
markup = st.lists(st.one_of(tags(), tags(), texts), max_size=12).map("".join)


def read(parser, text, *, is_page):
    root = parser.parse(text) if is_page else parser.parseFragment(text)
    tree = [(str(element.tag), dict(element.attrib), element.text, element.tail, len(element)) for element in root.iter()]
    return tree, parser.errors


@settings(max_examples=300)
@given(markup, st.booleans(), st.sampled_from(("", "<!doctype html>", "<!doctype html><title>t</title><body><svg>")))
def test_whatever_is_written_both_ways_read_the_same(written, is_page, before):
    whole = before + written
    assert read(Parser(), whole, is_page=is_page) == read(html5lib.HTMLParser(namespaceHTMLElements=False), whole, is_page=is_page)


@pytest.mark.parametrize("length", range(10_225, 10_245))
def test_a_tag_cut_by_the_end_of_what_was_read_so_far_is_whole(length):
    text = f'<!doctype html><p>{"a" * (length - 18)}<a class="b" href="?a=1&amp;b=2">c</a>'
    assert read(Parser(), text, is_page=True) == read(html5lib.HTMLParser(namespaceHTMLElements=False), text, is_page=True)


PLAIN = ('<a href="?a=1&amp;b=2" hidden>', "</a>", "</a\n>", '<svg viewBox="0 0 1 1" />', '<input\n  type="text"\n>')
ODD = ("a", "<a", "<a href=b>", "<a b='c'>", '<a b="1" b="2">', '<a b="&copy">', "</a b>", "<a/ b>", '<a b="c"d="e">')


@pytest.mark.parametrize("plain", PLAIN)
def test_what_templates_write_is_plain(plain):
    token, end = plain_tag(f"a{plain}<b>", 1)
    assert end == 1 + len(plain)
    assert token["name"] in plain


@pytest.mark.parametrize("odd", ODD)
def test_what_is_odd_is_left_to_html5lib(odd):
    assert plain_tag(odd, 0) is None
