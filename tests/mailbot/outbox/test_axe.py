"""Every letter in a browser: axe-core finds nothing against WCAG 2.1 AA."""

from __future__ import annotations

import os

import pytest

from mailbot.outbox.render import Renderer
from mailbot.outbox.samples import SAMPLES, variables
from tests.support import axe
from tests.support.letters import TEMPLATES, VARIANTS

pytestmark = pytest.mark.skipif(axe.CHROMIUM is None and "CI" not in os.environ, reason="Chromium is not installed")
_LEAST = 8
"""So many rules at least have something to say about any letter."""


def test_no_letter_breaks_a_rule():
    renderer = Renderer(TEMPLATES)
    letters = {str(kind): content for kind, content in SAMPLES.items()} | VARIANTS
    pages = {name: renderer.render(content.kind, variables(content)).html for name, content in letters.items()}
    found = axe.violations(pages)
    assert found.keys() == pages.keys()
    assert {name: broken for name, (_, broken) in found.items() if broken} == {}
    assert min(passed for passed, _ in found.values()) >= _LEAST


def test_a_page_that_breaks_rules_is_told():
    page = '<html><head></head><body><img src="a.png"><p style="color:#ccc;background:#fff">Hej</p></body></html>'
    ((_, broken),) = axe.violations({"bad": page}).values()
    assert {one.partition(":")[0] for one in broken} >= {"html-has-lang", "image-alt", "document-title"}
