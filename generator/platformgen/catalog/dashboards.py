"""What a Grafana dashboard's JSON says about itself."""

from __future__ import annotations

import json
from urllib.parse import quote

from msgspec import Struct

from platformgen.model import Component, TextFile


class Dashboard(Struct, frozen=True, kw_only=True):
    """A dashboard's title, and its uid if it has a fixed one."""

    title: str
    uid: str | None


def dashboard(file: TextFile) -> Dashboard | None:
    """Return the dashboard in a file, or None where the file holds none."""
    try:
        content = json.loads(file.content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    title, uid = content.get("title"), content.get("uid")
    if not isinstance(title, str) or not title.strip():
        return None
    return Dashboard(title=title, uid=uid if isinstance(uid, str) and uid else None)


def dashboards(component: Component) -> tuple[Dashboard, ...]:
    """Return the dashboards that the component brings."""
    found = (dashboard(file) for file in component.dashboards)
    return tuple(each for each in found if each is not None)


def selector(component: Component) -> str | None:
    """Return the expression by which Backstage's Grafana plugin finds the component's dashboards.

    The expression has no escape for a quote, so a title that holds one cannot be named.
    """
    terms = [
        f"title == '{each.title}'"
        for each in dashboards(component)
        if not set(each.title) & set("'\\\n\r")
    ]
    return " || ".join(terms) or None


def dashboard_url(grafana: Component | None, shown: Dashboard) -> str | None:
    """Return where the platform's Grafana shows a dashboard, if both have what that takes."""
    if grafana is None or grafana.url is None or shown.uid is None:
        return None
    return f"{grafana.url}/d/{quote(shown.uid, safe='')}"
