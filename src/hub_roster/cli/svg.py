"""A plain writer of SVG: rectangles, lines and text, with everything escaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"


@dataclass
class Drawing:
    """A picture being drawn, from its upper left corner.

    Attributes
    ----------
    title
        What it shows, for those who hear it read.
    """

    width: int
    title: str
    height: float = 0
    _shapes: list[str] = field(default_factory=list)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        stroke: str = "none",
        dashed: bool = False,
        round_by: float = 3,
    ) -> None:
        """Draw a rectangle."""
        dashes = ' stroke-dasharray="3 2"' if dashed else ""
        self._shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_by:g}" '
            f'fill="{fill}" stroke="{stroke}"{dashes}/>'
        )
        self._reach(y + height)

    def line(self, x: float, y: float, to_x: float, to_y: float, stroke: str) -> None:
        """Draw a line."""
        self._shapes.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{stroke}"/>'
        )
        self._reach(max(y, to_y))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: int = 13,
        fill: str = "#1d2733",
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write words with their base line at a height."""
        weight = ' font-weight="600"' if bold else ""
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight}>'
            f"{escape(words)}</text>"
        )
        self._reach(y)

    def _reach(self, y: float) -> None:
        self.height = max(self.height, y)

    def written(self) -> str:
        """Give the picture as a file's text."""
        height = round(self.height + 16)
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" '
                f'width="{self.width}" height="{height}" font-family={quoteattr(FONT)} role="img">',
                f"<title>{escape(self.title)}</title>",
                f'<rect width="{self.width}" height="{height}" fill="#ffffff"/>',
                *self._shapes,
                "</svg>\n",
            )
        )
