"""The look: colours by role, type by size and weight, one palette and one stylesheet.

Nothing else in the window names a colour or a font. Colours are asked for by what they are for; a widget that paints
asks at each painting, a widget that keeps a font asks again when `changed` is emitted.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import stylesheet

FAMILY = "Inter"


class Role(StrEnum):
    """What a colour is for."""

    PAPER = "paper"  # the window
    CARD = "card"
    INK = "ink"  # text that is read from the mat
    MUTED = "muted"  # second text, read at the desk
    LINE = "line"  # hairlines
    TRACK = "track"  # the empty part of a bar
    STAGE = "stage"  # behind the figure
    PINE = "pine"  # done, main button
    ON_PINE = "on pine"  # text on it
    PALE = "pale"  # a chosen row
    CORAL = "coral"  # now, the limb's ring
    CORAL_GROUND = "coral ground"  # coral behind text
    ON_CORAL = "on coral"
    SIDE = "side"  # the side, as text
    GOLD = "gold"  # lower end, cut short
    EDGE = "edge"  # the outline of a field: a shape that must be seen


class Appearance(StrEnum):
    """Which paper the person wants."""

    DESKTOP = "desktop"  # as the desktop has it
    LIGHT = "light"
    DARK = "dark"


# Gold and edge differ from the drawings: as shapes they must stand 3:1 against their ground.
LIGHT: dict[Role, str] = {
    Role.PAPER: "#F6F3EC",
    Role.CARD: "#FFFDF8",
    Role.INK: "#1E2A28",
    Role.MUTED: "#5C6864",
    Role.LINE: "#E4DFD3",
    Role.TRACK: "#E2DED1",
    Role.STAGE: "#E9EFEA",
    Role.PINE: "#1F6F63",
    Role.ON_PINE: "#FFFFFF",
    Role.PALE: "#D6E7E0",
    Role.CORAL: "#D9653F",
    Role.CORAL_GROUND: "#C2502C",
    Role.ON_CORAL: "#FFFFFF",
    Role.SIDE: "#8A3318",
    Role.GOLD: "#A97B1B",
    Role.EDGE: "#857F70",
}
DARK: dict[Role, str] = {
    Role.PAPER: "#0F1615",
    Role.CARD: "#17211F",
    Role.INK: "#EDF2EE",
    Role.MUTED: "#93A19C",
    Role.LINE: "#26332F",
    Role.TRACK: "#2B3935",
    Role.STAGE: "#1A2623",
    Role.PINE: "#5CC2AE",
    Role.ON_PINE: "#0B1512",
    Role.PALE: "#1D3B35",
    Role.CORAL: "#F08A63",
    Role.CORAL_GROUND: "#F08A63",
    Role.ON_CORAL: "#1A0D07",
    Role.SIDE: "#F08A63",
    Role.GOLD: "#E2B454",
    Role.EDGE: "#6F7F79",
}
# Where the person asks for more contrast: text and edges alone change, the papers go to their ends.
LIGHT_STRONG: dict[Role, str] = LIGHT | {
    Role.PAPER: "#FFFFFF",
    Role.CARD: "#FFFFFF",
    Role.STAGE: "#FFFFFF",
    Role.INK: "#000000",
    Role.MUTED: "#2B3230",
    Role.LINE: "#6B706C",
    Role.TRACK: "#D5D5D0",
    Role.PINE: "#0B4F45",
    Role.CORAL: "#B23C14",
    Role.CORAL_GROUND: "#8F2E0D",
    Role.SIDE: "#6E2409",
    Role.GOLD: "#7A5400",
    Role.EDGE: "#000000",
}
DARK_STRONG: dict[Role, str] = DARK | {
    Role.PAPER: "#000000",
    Role.CARD: "#000000",
    Role.STAGE: "#0A0F0E",
    Role.INK: "#FFFFFF",
    Role.MUTED: "#D3DBD7",
    Role.LINE: "#8C9792",
    Role.TRACK: "#333B38",
    Role.PINE: "#7FE3CF",
    Role.CORAL: "#FFA985",
    Role.CORAL_GROUND: "#FFA985",
    Role.SIDE: "#FFA985",
    Role.GOLD: "#FFD477",
    Role.EDGE: "#FFFFFF",
}


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two opaque colours as WCAG counts it, 1 to 21."""

    def luminance(colour: QColor) -> float:
        channels = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Theme(QObject):
    """The running look of the window; `changed` says that every colour and font is to be asked for again."""

    changed = Signal()

    def __init__(self, fonts: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._appearance = Appearance.DESKTOP
        self._strong: bool | None = None
        self._text_scale = 1.0
        self._family = load_family(fonts)
        # Before our own palette goes in, the desktop's tells what colourScheme may not know.
        self._dark_palette = QGuiApplication.palette().window().color().lightness() < 128
        self._colours: dict[Role, QColor] = {}
        self._fonts: dict[tuple[float, int, bool], QFont] = {}
        self._dark = False
        self._take_colours()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_desktop)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_contrast)

    @property
    def dark(self) -> bool:
        """Return whether the paper is dark."""
        return self._dark

    @property
    def strong(self) -> bool:
        """Return whether more contrast is wanted, by the setting or by the desktop."""
        if self._strong is not None:
            return self._strong
        wanted = getattr(QGuiApplication.styleHints(), "accessibility", None)
        return wanted is not None and wanted().contrastPreference() == Qt.ContrastPreference.HighContrast

    @property
    def text_scale(self) -> float:
        """Return by how much all text is larger than drawn."""
        return self._text_scale

    @property
    def family(self) -> str:
        """Return the name of the type in use."""
        return self._family

    def colour(self, role: Role) -> QColor:
        """Return the colour for a role on the running paper."""
        return self._colours[role]

    def other_paper(self) -> dict[Role, QColor]:
        """Return the colours of the other theme: the window goes to it for a moment at a change."""
        return {role: QColor(name) for role, name in colours(not self._dark, self.strong).items()}

    def font(self, size_px: float, weight: int = 400, tabular: bool = False, scaled: bool = True) -> QFont:
        """Return the type in a size in logical pixels of the drawings and a weight from 100 to 900.

        `tabular` gives all figures one width; `scaled` False leaves out the person's larger text, for what already
        takes all the room that it has.
        """
        size = size_px * (self._text_scale if scaled else 1.0)
        key = (size, weight, tabular)
        if key not in self._fonts:
            self._fonts[key] = self._made_font(size, weight, tabular)
        return self._fonts[key]

    def _made_font(self, size: float, weight: int, tabular: bool) -> QFont:
        font = QFont(self._family)
        font.setPixelSize(max(1, round(size)))
        if self._family == FAMILY:
            # By its axis alone: with a weight as well Qt thickens what is bold already.
            font.setVariableAxis(QFont.Tag("wght"), weight)
        else:
            font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if size >= 26:
            # Large type looks loose at its natural spacing.
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the light or the dark paper, or the desktop's."""
        if appearance != self._appearance:
            self._appearance = appearance
            self._refresh()

    def set_strong(self, strong: bool | None) -> None:
        """Take more contrast, or not; None: as the desktop says."""
        if strong != self._strong:
            self._strong = strong
            self._refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger by a factor from 1 to 1.5."""
        scale = min(1.5, max(1.0, scale))
        if scale != self._text_scale:
            self._text_scale = scale
            self._refresh()

    def apply(self) -> None:
        """Give the application its palette, type and stylesheet."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setFont(self.font(16))
            app.setStyleSheet(stylesheet({role.value: colour.name() for role, colour in self._colours.items()}))

    @Slot()
    def _follow_desktop(self) -> None:
        if self._appearance is Appearance.DESKTOP:
            self._refresh()

    @Slot()
    def _follow_contrast(self) -> None:
        if self._strong is None:
            self._refresh()

    def _refresh(self) -> None:
        self._take_colours()
        self.apply()
        self.changed.emit()

    def _take_colours(self) -> None:
        scheme = QGuiApplication.styleHints().colorScheme()
        if self._appearance is not Appearance.DESKTOP:
            self._dark = self._appearance is Appearance.DARK
        elif scheme is Qt.ColorScheme.Unknown:
            self._dark = self._dark_palette
        else:
            self._dark = scheme is Qt.ColorScheme.Dark
        self._colours = {role: QColor(name) for role, name in colours(self._dark, self.strong).items()}

    def _palette(self) -> QPalette:
        palette = QPalette()
        for part, role in (
            (QPalette.ColorRole.Window, Role.PAPER),
            (QPalette.ColorRole.WindowText, Role.INK),
            (QPalette.ColorRole.Base, Role.CARD),
            (QPalette.ColorRole.AlternateBase, Role.STAGE),
            (QPalette.ColorRole.Text, Role.INK),
            (QPalette.ColorRole.Button, Role.CARD),
            (QPalette.ColorRole.ButtonText, Role.INK),
            (QPalette.ColorRole.PlaceholderText, Role.MUTED),
            (QPalette.ColorRole.Highlight, Role.PINE),
            (QPalette.ColorRole.HighlightedText, Role.ON_PINE),
            (QPalette.ColorRole.Link, Role.PINE),
            (QPalette.ColorRole.ToolTipBase, Role.CARD),
            (QPalette.ColorRole.ToolTipText, Role.INK),
            (QPalette.ColorRole.Mid, Role.LINE),
            (QPalette.ColorRole.Accent, Role.PINE),
        ):
            palette.setColor(part, self._colours[role])
        for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self._colours[Role.MUTED])
        return palette


def colours(dark: bool, strong: bool) -> dict[Role, str]:
    """Return the table of colours for a paper."""
    if strong:
        return DARK_STRONG if dark else LIGHT_STRONG
    return DARK if dark else LIGHT


def load_family(fonts: Path | None) -> str:
    """Return the name of our type, read from a folder; the desktop's own where the file is not there."""
    if fonts is not None:
        number = QFontDatabase.addApplicationFont(str(fonts / "Inter.ttf"))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if families:
            return families[0]
    return QGuiApplication.font().family()
