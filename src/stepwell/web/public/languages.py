"""Languages that meetings are held in, as their speakers and as English readers call them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

AUTONYMS = {
    "af": "Afrikaans", "am": "አማርኛ", "ar": "العربية", "bg": "български", "da": "dansk",
    "de": "Deutsch", "el": "ελληνικά", "en": "English", "es": "español", "fa": "فارسی",
    "fi": "suomi", "fr": "français", "he": "עברית", "hi": "हिन्दी", "hr": "hrvatski",
    "hu": "magyar", "is": "íslenska", "it": "italiano", "ja": "日本語", "ka": "ქართული",
    "ko": "한국어", "lt": "lietuvių", "ml": "മലയാളം", "mt": "Malti", "ne": "नेपाली",
    "nl": "Nederlands", "no": "norsk", "pa": "ਪੰਜਾਬੀ", "pl": "polski", "pt": "português",
    "ru": "русский", "sk": "slovenčina", "sl": "slovenščina", "sv": "svenska", "th": "ไทย",
    "tl": "Tagalog", "tr": "Türkçe", "uk": "українська",
}  # fmt: skip
NAMES = {
    "af": lazy("Afrikaans"), "am": lazy("Amharic"), "ar": lazy("Arabic"),
    "bg": lazy("Bulgarian"), "da": lazy("Danish"), "de": lazy("German"), "el": lazy("Greek"),
    "en": lazy("English"), "es": lazy("Spanish"), "fa": lazy("Persian"), "fi": lazy("Finnish"),
    "fr": lazy("French"), "he": lazy("Hebrew"), "hi": lazy("Hindi"), "hr": lazy("Croatian"),
    "hu": lazy("Hungarian"), "is": lazy("Icelandic"), "it": lazy("Italian"),
    "ja": lazy("Japanese"), "ka": lazy("Georgian"), "ko": lazy("Korean"),
    "lt": lazy("Lithuanian"), "ml": lazy("Malayalam"), "mt": lazy("Maltese"),
    "ne": lazy("Nepali"), "nl": lazy("Dutch"), "no": lazy("Norwegian"), "pa": lazy("Punjabi"),
    "pl": lazy("Polish"), "pt": lazy("Portuguese"), "ru": lazy("Russian"), "sk": lazy("Slovak"),
    "sl": lazy("Slovenian"), "sv": lazy("Swedish"), "th": lazy("Thai"), "tl": lazy("Tagalog"),
    "tr": lazy("Turkish"), "uk": lazy("Ukrainian"), "ase": lazy("American Sign Language"),
    "fcs": lazy("Quebec Sign Language"), "rsl": lazy("Russian Sign Language"),
}  # fmt: skip
_SPOKEN_IN = {"es": "En español", "fr": "En français", "pt": "Em português", "it": "In italiano"}


def autonym(code: str) -> str:
    """ "español"; for a sign language its English name."""
    return AUTONYMS.get(code) or language_name(code)


def language_name(code: str) -> str:
    """In English, or whatever the page is in."""
    return str(NAMES.get(code, code))


def listens_in(code: str) -> tuple[str, str]:
    """(lang, words) of a badge: "En español" in Spanish, "Polish" in the page's language."""
    if code in _SPOKEN_IN:
        return code, _SPOKEN_IN[code]
    if code == "ase":
        return "", _("Sign language (ASL)")
    return "", language_name(code)
