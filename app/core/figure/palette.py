"""The colours of the picture, light and dark: for each material its lit tone, its own tone, its shade and its line."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tones:
    """One material: where light falls, its own colour, in shade, and the line round it."""

    light: Rgb
    base: Rgb
    shade: Rgb
    line: Rgb


def _rgb(text: str) -> Rgb:
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def _tones(light: str, base: str, shade: str, line: str) -> Tones:
    return Tones(_rgb(light), _rgb(base), _rgb(shade), _rgb(line))


SKINS = (
    (_tones("F9DDC6", "EABF9F", "C1866A", "8A553C"), _tones("8B5A3C", "6E4530", "4C2E22", "2E1A13")),
    (_tones("ECBE95", "D1996E", "9E6344", "64391F"), _tones("4A3228", "38261F", "241814", "150D0A")),
    (_tones("C28A60", "9F6A44", "6E432C", "44281A"), _tones("38291F", "2A1E18", "1B130F", "0D0806")),
    (_tones("946146", "714731", "472A1F", "2B1812"), _tones("2E241F", "231A17", "16100E", "090605")),
)  # skin and hair, from the lightest to the darkest

_LIGHT = {
    "trousers": _tones("4A9E8F", "297567", "0F463F", "0A322D"),
    "shirt": _tones("FDF7EC", "F1E8DA", "BBB0A3", "7E7365"),
    "mat": _tones("C9DDD3", "BFD5CA", "A3BFB2", "7F9F92"),
    "mat side": _tones("A9C3B7", "9DB9AC", "8BA799", "7F9F92"),
    "wall": _tones("F1EBDC", "E9E1CE", "B7AA90", "B9B09C"),
    "skirting": _tones("FDFBF5", "F8F5EC", "C9BFA9", "A89D86"),
    "coral": _tones("EE8460", "D9653F", "B04A2A", "7A2E18"),
    "wood": _tones("DDB27C", "C99A61", "A37643", "6B4A27"),
    "metal": _tones("A9B4B2", "8A9795", "667371", "3D4847"),
    "dark": _tones("55625F", "3F4B49", "2B3534", "172020"),
    "cable": _tones("4B5856", "394543", "283230", "172020"),
    "pad": _tones("4E6660", "3B514C", "293A37", "172422"),
    "cushion": _tones("EBD9B0", "DFC894", "BFA46C", "7F6A40"),
    "towel": _tones("E3EAEE", "D0DBE1", "9DAFB9", "5F727D"),
    "plate": _tones("4A5654", "37423F", "252E2C", "141B1A"),
}
_DARK = {
    "trousers": _tones("56B8A4", "369180", "1E6054", "0D3832"),
    "shirt": _tones("F4ECDE", "DFD6C7", "9C9388", "5A5147"),
    "mat": _tones("3C5C53", "34524A", "264039", "17241F"),
    "mat side": _tones("2B443D", "273E37", "203430", "17241F"),
    "wall": _tones("35473F", "31433E", "16201D", "45564F"),
    "skirting": _tones("4B6058", "465B52", "26332E", "5E736A"),
    "coral": _tones("F7A583", "F08A63", "C0633F", "5A2412"),
    "wood": _tones("C79B66", "AE844F", "83602F", "2E1F0E"),
    "metal": _tones("98A4A2", "7A8785", "566361", "141B1A"),
    "dark": _tones("5D6A67", "475451", "313B39", "0C1211"),
    "cable": _tones("C3CDCB", "A9B5B2", "82908D", "141B1A"),
    "pad": _tones("58726B", "435A54", "2F413D", "0C1614"),
    "cushion": _tones("CDBB92", "B7A273", "8D7848", "2E2613"),
    "towel": _tones("C6D2D9", "AFBEC6", "788A94", "223039"),
    "plate": _tones("54615E", "404B49", "2B3432", "0A0F0E"),
}


MATERIALS = (*_LIGHT, "skin", "hair")  # the words that a pose file may say for a colour


_DEEP = 300  # a skin whose three parts add up to less than this needs more light on a dark ground


def _lifted(tone: Rgb) -> Rgb:
    """Return a tone that can be told from a dark ground."""
    return min(255, tone[0] + 22), min(255, tone[1] + 22), min(255, tone[2] + 22)


def tones(theme: str, skin: int) -> dict[str, Tones]:
    """Return every material's tones for `light` or `dark` and one of four skins (0 lightest, 3 darkest)."""
    flesh, hair = SKINS[max(0, min(len(SKINS) - 1, skin))]
    if theme == "dark":
        hair = Tones(_lifted(hair.light), _lifted(hair.base), _lifted(hair.shade), hair.line)
        if sum(flesh.base) < _DEEP:
            flesh = Tones(_lifted(flesh.light), _lifted(flesh.base), _lifted(flesh.shade), flesh.line)
    return {**(_DARK if theme == "dark" else _LIGHT), "skin": flesh, "hair": hair}
