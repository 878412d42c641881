"""Charts of one style, as SVG that needs no script: Vega-Lite drawn by vl-convert.

Text in a chart is kept short (axis titles with units, policy ids at the line they name), so that it stays
legible on a phone; names in full stand in the legend beside the chart. Every chart is drawn twice, for a
wide and for a narrow column, and the page shows the one that fits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from markupsafe import Markup, escape

Chart = alt.LayerChart | alt.FacetChart
"""What Altair makes of layers."""

INK = "#1b1b1b"
MUTED = "#5f6368"
RULE = "#dcdad4"
FONT = (
    "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans CJK JP', 'Noto Sans JP', "
    "'Hiragino Sans', 'Yu Gothic', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
)
PALETTE = ("#1b1b1b", "#0072b2", "#d55e00", "#009e73", "#b5548a", "#b8860b", "#3a9bd9", "#6b4c9a")
"""Colours that remain apart for most colour-blind readers (after Okabe & Ito 2008), the baseline first."""
DASHES = ((1, 0), (6, 2), (2, 2), (8, 3, 2, 3))


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of the plotting area, in pixels, and how many ticks suit it."""

    name: str
    width: int
    height: int
    ticks: int
    font: int


WIDE = Size("wide", 716, 320, 8, 12)
NARROW = Size("narrow", 268, 240, 4, 11)


@dataclass(frozen=True, slots=True)
class Line:
    """One policy's line: its id, colour and dash."""

    policy: str
    colour: str
    dash: tuple[int, ...]


def lines(policies: Sequence[str]) -> dict[str, Line]:
    """Give each policy a colour (and, past the palette, a dash) that it keeps in every chart."""
    return {
        policy: Line(policy, PALETTE[index % len(PALETTE)], DASHES[index // len(PALETTE) % len(DASHES)])
        for index, policy in enumerate(policies)
    }


def spread(positions: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Move label positions apart by at least ``least``, keeping their order, within [low, high].

    Where there is no room for all, they are spaced evenly.
    """
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    if not order:
        return []
    room = (high - low) / max(1, len(order) - 1)
    gap = min(least, room)
    placed = [min(max(positions[index], low), high) for index in order]
    for index in range(1, len(placed)):
        placed[index] = max(placed[index], placed[index - 1] + gap)
    overflow = placed[-1] - high
    if overflow > 0:
        placed[-1] = high
        for index in range(len(placed) - 2, -1, -1):
            placed[index] = min(placed[index], placed[index + 1] - gap)
    result = [0.0] * len(order)
    for index, position in zip(order, placed, strict=True):
        result[index] = position
    return result


def _x(first: int, last: int, size: Size) -> alt.X:
    step = 2 if size is WIDE else 4
    ticks = [year for year in range(first, last + 1) if (year - first) % step == 0]
    return alt.X(
        "at:Q",
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(title=None, format="d", values=ticks, grid=False),
    )


def _ends(frame: pd.DataFrame, column: str, size: Size, domain: tuple[float, float]) -> pd.DataFrame:
    """Return each policy's last point with a place for its label that overlaps no other."""
    ends = frame.sort_values("at").groupby("policy", sort=False).tail(1).copy()
    per_pixel = (domain[1] - domain[0]) / size.height
    ends["label_at"] = spread(list(ends[column]), (size.font + 2) * per_pixel, *domain)
    return ends


def fan(
    frame: pd.DataFrame, styles: Mapping[str, Line], baseline: str, title: str, size: Size, *, number: str
) -> Chart:
    """Draw an indicator: the baseline's bands (5-95 %, 25-75 %) and every policy's median.

    Args:
        frame: columns policy, at (year as a decimal), q05, q25, q50, q75, q95, in the unit shown.
        styles: colour and dash by policy; only these are drawn.
        baseline: the policy whose bands are shown.
        title: axis title with the unit.
        size: wide or narrow.
        number: d3 format of the axis.
    """
    base = frame[frame["policy"] == baseline]
    drawn = frame[frame["policy"].isin(list(styles))]
    domain = _domain([base["q05"].min(), drawn["q50"].min()], [base["q95"].max(), drawn["q50"].max()])
    first, last = int(frame["at"].min()), math.ceil(frame["at"].max())
    x = _x(first, last, size)
    y_scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    y_axis = alt.Axis(title=title, format=number, tickCount=5)
    layers: list[Any] = [
        alt.Chart(base)
        .mark_area(color=PALETTE[1], opacity=0.13)
        .encode(x=x, y=alt.Y("q05:Q", scale=y_scale, axis=y_axis), y2="q95:Q"),
        alt.Chart(base)
        .mark_area(color=PALETTE[1], opacity=0.24)
        .encode(x=x, y=alt.Y("q25:Q", scale=y_scale, axis=y_axis), y2="q75:Q"),
        *_policy_lines(drawn, "q50", styles, x, y_scale, y_axis, baseline),
        *_labels(_ends(drawn, "q50", size, domain), styles, x, y_scale, size),
    ]
    return _finished(alt.layer(*layers), size)


def probability_lines(
    frame: pd.DataFrame, styles: Mapping[str, Line], baseline: str, title: str, size: Size
) -> Chart:
    """Draw a probability by month under each policy (columns policy, at, mean in percent)."""
    first, last = int(frame["at"].min()), math.ceil(frame["at"].max())
    domain = (0.0, 100.0)
    x = _x(first, last, size)
    y_scale = alt.Scale(domain=list(domain), nice=False)
    y_axis = alt.Axis(title=title, values=[0, 25, 50, 75, 100])
    layers = [
        *_policy_lines(frame, "mean", styles, x, y_scale, y_axis, baseline),
        *_labels(_ends(frame, "mean", size, domain), styles, x, y_scale, size),
    ]
    return _finished(alt.layer(*layers), size)


def _domain(lows: Sequence[float], highs: Sequence[float]) -> tuple[float, float]:
    low, high = float(min(lows)), float(max(highs))
    margin = 0.05 * ((high - low) or abs(high) or 1.0)
    return (0.0 if low >= 0 > low - margin else low - margin), high + margin


def _policy_lines(
    frame: pd.DataFrame,
    column: str,
    styles: Mapping[str, Line],
    x: alt.X,
    scale: alt.Scale,
    axis: alt.Axis,
    baseline: str,
) -> list[Any]:
    # The baseline last, so that it lies on top.
    order = [policy for policy in styles if policy != baseline] + [
        policy for policy in styles if policy == baseline
    ]
    layers = []
    for policy in order:
        style = styles[policy]
        width = 2.4 if policy == baseline else 1.7
        layers.append(
            alt.Chart(frame[frame["policy"] == policy])
            .mark_line(
                color=style.colour, strokeWidth=width, strokeDash=list(style.dash), interpolate="linear"
            )
            .encode(x=x, y=alt.Y(f"{column}:Q", scale=scale, axis=axis))
        )
    return layers


def _labels(
    ends: pd.DataFrame, styles: Mapping[str, Line], x: alt.X, scale: alt.Scale, size: Size
) -> list[Any]:
    layers = []
    for policy, style in styles.items():
        end = ends[ends["policy"] == policy]
        layers.append(
            alt.Chart(end)
            .mark_text(align="left", dx=6, color=style.colour, fontSize=size.font, fontWeight=600)
            .encode(x=x, y=alt.Y("label_at:Q", scale=scale), text="policy:N")
        )
    return layers


def events(
    frame: pd.DataFrame, styles: Mapping[str, Line], bands: Sequence[float], title: str, size: Size
) -> Chart:
    """Draw the probability of events under each policy: a row an event, a dot a policy.

    Args:
        frame: columns event (short text), order, policy, probability (percent).
        styles: colour by policy.
        bands: edges of the words of likelihood, in percent, drawn as quiet rules.
        title: axis title with the unit.
        size: wide or narrow.
    """
    names = list(frame.sort_values("order")["event"].drop_duplicates())
    row = 68
    x = alt.X(
        "probability:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(title=title, values=[0, 20, 40, 60, 80, 100], grid=False),
    )
    # The names stand above their rows: beside them they would be cut, or leave no room on a phone.
    y = alt.Y("event:N", sort=names, axis=None, scale=alt.Scale(paddingInner=0.56, paddingOuter=0.5))
    offset = alt.YOffset("policy:N", sort=list(styles))
    rules = (
        alt.Chart(pd.DataFrame({"probability": list(bands)}))
        .mark_rule(color="#c9c4b6", strokeDash=[2, 3])
        .encode(x=x)
    )
    colour = alt.Color(
        "policy:N",
        scale=alt.Scale(domain=list(styles), range=[style.colour for style in styles.values()]),
        legend=None,
    )
    first = frame.sort_values("order").drop_duplicates("event").assign(probability=0)
    reach = frame.groupby("event", sort=False)["probability"].agg(["min", "max"]).reset_index()
    layers: list[Any] = [
        rules,
        alt.Chart(reach)
        .mark_bar(color="#efece3", height=row * 0.5)
        .encode(x=alt.X("min:Q", scale=alt.Scale(domain=[0, 100])), x2="max:Q", y=y),
        alt.Chart(first)
        .mark_text(
            align="left",
            dx=4,
            dy=-row * 0.25 - 11,
            fontSize=size.font - 1 if size is NARROW else size.font,
            fontWeight=500 if size is NARROW else 600,
            color=INK,
        )
        .encode(x=x, y=y, text="event:N"),
        alt.Chart(frame).mark_circle(size=64, opacity=1.0).encode(x=x, y=y, yOffset=offset, color=colour),
    ]
    return _finished(alt.layer(*layers), size, height=row * len(names))


def _finished(chart: Chart, size: Size, *, height: int | None = None) -> Chart:
    finished: Chart = (
        chart.properties(width=size.width, height=height or size.height)
        .configure(
            font=FONT,
            background="transparent",
            padding={"left": 10, "right": 34, "top": 12, "bottom": 4},
            aria=False,
        )
        .configure_view(stroke=None)
        .configure_axis(
            labelFont=FONT,
            titleFont=FONT,
            labelFontSize=size.font,
            titleFontSize=size.font,
            titleFontWeight=400,
            labelColor=MUTED,
            titleColor=MUTED,
            domainColor="#9aa0a6",
            tickColor="#9aa0a6",
            gridColor=RULE,
            gridOpacity=0.9,
        )
        .configure_axisY(
            domain=False,
            ticks=False,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="start",
            titleX=0,
            titleY=-10,
            titleBaseline="bottom",
            labelPadding=6,
        )
    )
    return finished


def svg(chart: Chart, identifier: str, title: str, description: str) -> Markup:
    """Return a chart as inline SVG that scales, named for readers who do not see it.

    Ids inside are prefixed, so that several charts can stand on one page; the text stays text and is set
    in the reader's font.
    """
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    head, _, body = drawn.partition(">")
    box = re.search(r'viewBox="([^"]+)"', head)
    found = sorted(set(re.findall(r'\bid="([^"]+)"', body)), key=len, reverse=True)
    for name in found:
        for before, after in (('id="', '"'), ("url(#", ")"), ('href="#', '"')):
            body = body.replace(f"{before}{name}{after}", f"{before}{identifier}-{name}{after}")
    # What the page's own title says is not said again by every mark.
    body = re.sub(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"', "", body)
    width, height = (box[1] if box else "0 0 640 300").split()[2:]
    opening = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {w} {h}" style="max-width:{w}px" '
        'aria-labelledby="{i}-title {i}-desc"><title id="{i}-title">{title}</title>'
        '<desc id="{i}-desc">{desc}</desc>'
    ).format(w=width, h=height, i=identifier, title=escape(title), desc=escape(description))
    # vl-convert's own output: the data in it is ours, its text is escaped by Vega.
    return opening + Markup(body)
