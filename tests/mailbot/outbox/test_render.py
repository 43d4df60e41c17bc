from dataclasses import replace

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailbot.errors import TemplateFailed
from mailbot.outbox.render import Rendered, Renderer
from mailbot.outbox.sample_letters.invented import ABOUT
from mailbot.outbox.samples import variables
from mailbot.store.values import LetterKind
from tests.support.letters import TEMPLATES, sample

KIND = LetterKind.WITHDRAWN
SHIPPED = Renderer(TEMPLATES)


def letter(renderer, kind=KIND, **changes):
    return renderer.render(kind, {**variables(sample(kind)), **changes})


def titled(title):
    return letter(SHIPPED, about=replace(ABOUT, title=title))


@pytest.fixture
def own(tmp_path):
    """A folder of one's own, filled by name."""

    def fill(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return Renderer(TEMPLATES, tmp_path)

    return fill


def tags(html):
    return [element.tag for element in lxml.html.fromstring(html).iter()]


HOSTILE = '<a href="https://ond.example">Klicka</a> {{ 7*7 }} {% raise %}\r\nBcc: x@y.example <!-- http://ond.example'


def test_render_hostile_title():
    rendered = titled(HOSTILE)
    assert rendered.subject.startswith("[OH-2026-0012] Ditt initiativ är tillbakadraget: <a href=")
    assert "Initiativ: <a href=" in rendered.text
    assert "{{ 7*7 }} {% raise %} Bcc" in rendered.text
    assert "{{ 7*7 }} {% raise %} Bcc" in rendered.html
    assert tags(rendered.html) == tags(titled("Snällt").html)
    for part in (rendered.subject, rendered.text, rendered.html):
        assert "://ond.example" not in part
        assert "\r" not in part
    assert "\n" not in rendered.subject


@given(st.text(min_size=1).filter(str.strip))
@example("\u202e\u0000")
@example("</style><script>")
@example("<![CDATA[ ]]>")
def test_render_any_title(title):
    rendered = titled(title)
    assert tags(rendered.html) in (tags(titled("a").html), tags(titled("").html))
    assert len(rendered.subject) <= 150
    assert len((rendered.subject + "|").splitlines()) == 1
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(rendered.text + rendered.html)
    (rendered.subject + rendered.text + rendered.html).encode()


def test_render_long_title():
    assert titled("Fallprevention " * 40).subject == (
        "[OH-2026-0012] Ditt initiativ är tillbakadraget: "
        "Fallprevention Fallprevention Fallprevention Fallprevention Fallprevention…"
    )


def test_render_missing_variable(tmp_path):
    (tmp_path / "withdrawn").mkdir()
    (tmp_path / "withdrawn" / "subject.txt").write_text("{{ referens }}")
    with pytest.raises(TemplateFailed) as raised:
        letter(Renderer(tmp_path))
    assert str(raised.value) == "The shipped letter template withdrawn can't be rendered: 'referens' is undefined"


def test_render_own_subject(own):
    shipped = letter(SHIPPED)
    renderer = own({"withdrawn/subject.txt": "\ufeffEget:\n{{ about.reference }}\n"})
    assert letter(renderer) == Rendered(
        "Eget: OH-2026-0012",
        shipped.text,
        shipped.html.replace(shipped.subject, "Eget: OH-2026-0012"),
        "own",
    )
    other = LetterKind.HOW_TO
    assert letter(renderer, other) == letter(SHIPPED, other)


def test_render_own_shared_part(own):
    renderer = own(
        {"_sentences.txt": (TEMPLATES / "_sentences.txt").read_text().replace("enskilda patienter", "någon")}
    )
    rendered = letter(renderer)
    assert rendered.template == "own"
    assert "Skriv därför inget om någon." in rendered.text
    assert "Skriv därför inget om någon." in rendered.html


BROKEN = {
    "syntax": ("{{ about.reference }\n", "line 1: unexpected '}'"),
    "undefined": (
        "Hej!\n{{ about.rubrik }}",
        "line 2: 'mailbot.outbox.contents.About object' has no attribute 'rubrik'",
    ),
    "none": ("{{ 1 + none }}", "line 1: unsupported operand type(s) for +: 'int' and 'NoneType'"),
    "nothing": ("{{ 1 and none }}", "line 1: a value is None, which no letter should say"),
    "empty": ("\n \n", "the template gives an empty text"),
    "unsafe": (
        "{{ about.__class__.__mro__ }}",
        "line 1: access to attribute '__class__' of 'About' object is unsafe.",
    ),
    "endless": (
        "{% for n in range(10**9) %}.{% endfor %}",
        "line 1: Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).",
    ),
    "unfound": ("{% include '_saknas.txt' %}", "line 1: '_saknas.txt' not found in search path"),
    "encoding": ("å".encode("cp1252"), "'utf-8' codec can't decode byte 0xe5 in position 0: unexpected end of data"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_own_template_broken(own, fault):
    text, message = BROKEN[fault]
    renderer = own({"withdrawn/body.txt": text})
    assert letter(renderer) == replace(letter(SHIPPED), template="fallback")
    ((file, found),) = renderer.faults()
    assert file == "withdrawn/body.txt"
    assert found.startswith(message)


def test_faults_of_good_templates(own):
    assert SHIPPED.faults() == ()
    assert own({"withdrawn/subject.txt": "Eget", "_eget.txt": "Ett eget stycke"}).faults() == ()


def test_faults_of_misspelt_name(own):
    renderer = own({"withdrwan/subject.txt": "Eget", "withdrawn/body.htm": "Eget"})
    assert renderer.faults() == (
        ("withdrawn/body.htm", "no letter uses a file of this name"),
        ("withdrwan/subject.txt", "no letter uses a file of this name"),
    )


def test_faults_of_shared_part(own):
    renderer = own({"_office.txt": "{% extends '_layout.txt' %}\n\n{{ fel }}{% block footer %}{{ fel }}{% endblock %}"})
    assert renderer.faults() == (("_office.txt", "line 3: 'fel' is undefined"),)


def test_faults_of_missing_folder(tmp_path):
    folder = tmp_path / "brev"
    renderer = Renderer(TEMPLATES, folder)
    assert renderer.faults() == ((str(folder), "there is no such folder"),)
    assert letter(renderer) == letter(SHIPPED)
