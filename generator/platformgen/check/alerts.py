"""Alerting rules: expressions that Prometheus could not read, names, and pages of runbooks."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.check.subject import Path, Subject, nearest
from platformgen.diagnostic import Diagnostic


def expressions(subject: Subject) -> Iterator[Diagnostic]:
    """Report expressions that are not PromQL, and alerts of one name."""
    alerts = [
        (component.name, index, alert)
        for component in subject.platform.components
        for index, alert in enumerate(component.alerts)
    ]
    if not alerts:
        return
    import promql_parser  # noqa: PLC0415  # only where there is an alert

    seen: dict[str, Path] = {}
    for component, index, alert in alerts:
        at: Path = ("components", component, "alerts", index)
        try:
            promql_parser.parse(alert.expr)
        except ValueError as error:
            what = f"the expression of {alert.name} is not PromQL: {str(error).splitlines()[0]}"
            yield subject.error("PG043", (*at, "expr"), what)
        if alert.name in seen:
            other = subject.spec.span(seen[alert.name])
            what = f"two alerts are called {alert.name}"
            yield subject.error(
                "PG023", (*at, "name"), what, fix=f"rename one; the other is at {other}"
            )
        seen[alert.name] = (*at, "name")


def runbooks(subject: Subject) -> Iterator[Diagnostic]:
    """Report runbooks that lead to a page that is not there."""
    pages = {f"docs/{page.path}" for page in subject.platform.pages}
    for component in subject.platform.components:
        for index, alert in enumerate(component.alerts):
            runbook = alert.runbook
            if not runbook or runbook.startswith(("https://", "http://")):
                continue
            page = runbook.partition("#")[0]
            if page not in pages:
                at: Path = ("components", component.name, "alerts", index, "runbook")
                what = f"the runbook of {alert.name}, {runbook}, is not a page"
                yield subject.error("PG020", at, what, fix=nearest(page, pages))
