"""How a picture file of a figure is to look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """Pixels, theme and who is drawn; `skin` counts from 1, `letter` asks for R or L beside the working limb."""

    size: tuple[int, int] = (1200, 900)
    dark: bool = False
    person: str = "woman"
    skin: int = 2
    letter: bool = False

    @property
    def theme(self) -> str:
        """Return the palette's name."""
        return "dark" if self.dark else "light"
