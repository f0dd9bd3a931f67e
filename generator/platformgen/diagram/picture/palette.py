"""The colours of drawings, light and dark, and how well one reads on another."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from tinycss2.color4 import parse_color  # type: ignore[import-untyped]  # It has no stubs.

CONTRAST_MINIMUM = 4.5
"""WCAG 2 AA for text of normal size, as a ratio of luminances."""


class Palette(Struct, frozen=True, kw_only=True):
    """What a drawing is painted with; each text colour is legible on each ground."""

    page: str
    node: str
    node_border: str
    group: str
    group_border: str
    note: str
    note_border: str
    ink: str
    quiet_ink: str
    line: str
    series: tuple[str, ...]


LIGHT = Palette(
    page="#ffffff",
    node="#eaf0fb",
    node_border="#5b7fc7",
    group="#f6f8fc",
    group_border="#b9c6de",
    note="#fdf3d8",
    note_border="#c39a2b",
    ink="#16233a",
    quiet_ink="#33435f",
    line="#51627d",
    series=("#cfdcf7", "#cdeadf", "#f7e2c4", "#ecd6f2", "#f6d3d6", "#d3ecf3", "#e3e6b8", "#dcdfe6"),
)

DARK = Palette(
    page="#1e2129",
    node="#2a3750",
    node_border="#86a6ea",
    group="#242a37",
    group_border="#51617f",
    note="#453a1c",
    note_border="#c7a545",
    ink="#e8eef9",
    quiet_ink="#c9d5ea",
    line="#a9b8d3",
    series=("#34486f", "#265546", "#5f4722", "#53355c", "#613439", "#24505c", "#4b4e1f", "#414754"),
)


def theme(palette: Palette) -> Mapping[str, str]:
    """Return Mermaid's theme variables for a palette."""
    variables = {
        "background": palette.page,
        **dict.fromkeys(_NODES, palette.node),
        **dict.fromkeys(_NODE_BORDERS, palette.node_border),
        **dict.fromkeys(_GROUPS, palette.group),
        **dict.fromkeys(_GROUP_BORDERS, palette.group_border),
        **dict.fromkeys(_INKS, palette.ink),
        **dict.fromkeys(_LINES, palette.line),
        "titleColor": palette.quiet_ink,
        "edgeLabelBackground": palette.page,
        "noteBkgColor": palette.note,
        "noteBorderColor": palette.note_border,
        "sequenceNumberColor": palette.page,
        "todayLineColor": palette.note_border,
        "pieStrokeColor": palette.page,
        "pieOuterStrokeColor": palette.node_border,
        "pieOpacity": "1",
    }
    for index in range(12):
        colour = palette.series[index % len(palette.series)]
        variables |= {f"cScale{index}": colour, f"pie{index + 1}": colour}
        variables |= {f"cScaleLabel{index}": palette.ink, f"cScaleInv{index}": palette.line}
        variables |= {f"git{index}": colour, f"gitBranchLabel{index}": palette.ink}
        variables |= {f"fillType{index}": colour, f"gitInv{index}": palette.line}
    return variables


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two opaque colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str, wanted: str | None = None) -> str:
    """Return the wanted text colour where it is legible on a ground, else black or white."""
    if wanted is not None and contrast(wanted, ground) >= CONTRAST_MINIMUM:
        return wanted
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, ground))


def plain_colour(text: str) -> str | None:
    """Return an opaque CSS colour as `#rrggbb`; None for any other text."""
    colour = parse_color(text)
    if colour is None or colour == "currentcolor" or colour.alpha < 1:
        return None
    red, green, blue = colour.to("srgb").coordinates
    return "#" + "".join(f"{round(255 * min(1, max(0, part))):02x}" for part in (red, green, blue))


_LINEAR_MAXIMUM = 0.04045  # Below it, sRGB is a straight line.


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_MAXIMUM else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_NODES = (
    *(
        "primaryColor",
        "mainBkg",
        "secondaryColor",
        "actorBkg",
        "activationBkgColor",
        "altBackground",
    ),
    *("stateBkg", "taskBkgColor", "activeTaskBkgColor", "doneTaskBkgColor", "critBkgColor"),
    *(
        "labelBackgroundColor",
        "personBkg",
        "requirementBackground",
        "rowEven",
        "tagLabelBackground",
    ),
    *("commitLabelBackground", "specialStateColor"),
)
_NODE_BORDERS = (
    *("primaryBorderColor", "nodeBorder", "secondaryBorderColor", "actorBorder", "border1"),
    *("activationBorderColor", "stateBorder", "taskBorderColor", "activeTaskBorderColor"),
    *(
        "doneTaskBorderColor",
        "critBorderColor",
        "personBorder",
        "requirementBorderColor",
        "border2",
    ),
    "tagLabelBorder",
)
_GROUPS = (
    *("tertiaryColor", "clusterBkg", "labelBoxBkgColor", "compositeBackground", "rowOdd"),
    *("compositeTitleBackground", "sectionBkgColor", "altSectionBkgColor", "sectionBkgColor2"),
)
_GROUP_BORDERS = ("tertiaryBorderColor", "clusterBorder", "labelBoxBorderColor", "gridColor")
_INKS = (
    *("primaryTextColor", "secondaryTextColor", "tertiaryTextColor", "textColor", "nodeTextColor"),
    *("actorTextColor", "signalTextColor", "labelTextColor", "loopTextColor", "noteTextColor"),
    *("stateLabelColor", "labelColor", "classText", "taskTextColor", "taskTextOutsideColor"),
    *("taskTextLightColor", "taskTextDarkColor", "taskTextClickableColor", "pieTitleTextColor"),
    *("pieSectionTextColor", "pieLegendTextColor", "transitionLabelColor", "requirementTextColor"),
    *("relationLabelColor", "errorTextColor", "tagLabelColor", "commitLabelColor"),
)
_LINES = (
    *("lineColor", "arrowheadColor", "signalColor", "actorLineColor", "transitionColor"),
    *("defaultLinkColor", "relationColor", "innerEndBackground"),
)
