"""The newsroom: a local site like hanoitv.vn for the demo, tests and benchmarks; its people and stories are invented.

    words/*.txt ─► people, sentences ─► reporting, writing ──Story──► markup, lists ──HTML──► site ─► protocol, server
     phrases        who said what        paragraphs, articles          pages                   paths   HTTP

`pace` says when stories come out, `life` what becomes of them while the site is open, `manner` how it shows them:
`redesign` is a second markup, `refusal` what a guard says, `paging` and `doors` what leads to stories, `traps` what
leads astray. `stories` holds the `Story` and the truth about it: the record that a correct reader makes of its page.
Nothing here but `demo` imports the package under test.
`python -m tests.newsroom --port 8000` serves; `with Newsroom() as newsroom:` in tests.
"""

from tests.newsroom.server import Newsroom
from tests.newsroom.stories import Story, text_dump, truth
from tests.newsroom.writing import make_stories

__all__ = ["Newsroom", "Story", "make_stories", "text_dump", "truth"]
