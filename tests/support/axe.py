"""axe-core in Chromium: what a page does against WCAG 2.1 AA.

The package axe-core-python brings it along (MPL-2.0); a newer one of npm's is used where NODE_PATH has it.
"""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path


def _script() -> Path:
    """Return where axe-core lies, or would lie: npm's, else the one that is installed with what developing needs."""
    of_npm = Path(os.environ.get("NODE_PATH", "node_modules"), "axe-core", "axe.min.js")
    installed = importlib.util.find_spec("axe_core_python")
    brought = Path(installed.origin).parent / "axe.min.js" if installed and installed.origin else of_npm
    return of_npm if of_npm.is_file() else brought


SCRIPT = _script()
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PATIENCE = 500
_TRIES = """
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], iframes: false };
async function tried(page) {
  const frame = document.createElement("iframe");
  frame.width = 700;
  frame.height = 1200;
  const loaded = new Promise((done) => frame.addEventListener("load", done));
  frame.srcdoc = page;
  document.body.append(frame);
  await loaded;
  frame.contentWindow.eval(axe_source);
  const found = await frame.contentWindow.axe.run(frame.contentDocument, rules);
  frame.remove();
  return [found.passes.length, found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`)];
}
(async () => {
  const found = {};
  for (const [name, page] of Object.entries(pages)) found[name] = await tried(page);
  document.body.innerHTML = "<pre id=found></pre>";
  document.getElementById("found").textContent = JSON.stringify(found);
})();
"""


def violations(pages: Mapping[str, str]) -> dict[str, tuple[int, list[str]]]:
    """Return, for each page by its name, how many rules it passes, and each that it breaks with the first place."""
    script = f"const pages = {_literal(pages)}; const axe_source = {_literal(SCRIPT.read_text(encoding='utf-8'))};"
    with tempfile.TemporaryDirectory() as name:
        page = Path(name, "pages.html")
        page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body><script>{script}{_TRIES}</script>", encoding="utf-8")
        command = [str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={name}/profile"]
        command += ["--virtual-time-budget=100000000", "--dump-dom", page.as_uri()]
        run = subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    answer = re.search(r'<pre id="found">(.*?)</pre>', run.stdout.decode(), re.DOTALL)
    assert answer, run.stderr.decode()[-2000:]
    return {name: (passed, broken) for name, (passed, broken) in json.loads(html.unescape(answer.group(1))).items()}


def _literal(value: object) -> str:
    """Return a value as JavaScript in a page: nothing in it ends the script."""
    return json.dumps(value).replace("<", "\\u003c")
