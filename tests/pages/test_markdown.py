from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from platformgen.pages.markdown import code, destination, fence, inset, link, text
from platformgen.pages.navigation import TECHDOCS_EXTENSIONS
