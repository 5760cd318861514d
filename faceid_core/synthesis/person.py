"""Who is rendered: everything about a person, drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from .face_model import IDENTITY_COUNT

Rgb = tuple[float, float, float]

#: Skin from very light to very dark, sRGB (between the ends of the Monk skin tone scale).
_SKIN_TONES: Final = np.array(
    [
        [0.93, 0.80, 0.72],
        [0.88, 0.70, 0.59],
        [0.77, 0.57, 0.45],
        [0.62, 0.43, 0.32],
        [0.45, 0.30, 0.22],
        [0.31, 0.20, 0.15],
    ]
)
_IRISES: Final = np.array(
    [[0.28, 0.17, 0.09], [0.36, 0.23, 0.12], [0.36, 0.36, 0.20], [0.30, 0.42, 0.50]]
)
_HAIR_COLORS: Final = np.array(
    [
        [0.07, 0.06, 0.06],
        [0.14, 0.10, 0.08],
        [0.26, 0.17, 0.11],
        [0.42, 0.29, 0.17],
        [0.60, 0.46, 0.28],
        [0.45, 0.44, 0.43],
    ]
)
_CLOTHES: Final = np.array(
    [
        [0.20, 0.27, 0.38],
        [0.42, 0.17, 0.17],
        [0.20, 0.34, 0.27],
        [0.58, 0.58, 0.56],
        [0.13, 0.13, 0.15],
        [0.66, 0.55, 0.38],
        [0.30, 0.42, 0.58],
    ]
)


@dataclass(frozen=True)
class Brows:
    """Eyebrows.

    Attributes:
        half_width_mm: Half their height at the thickest place.
        density: Opacity in [0, 1].
        raise_mm: Above the usual place.
        slant_mm: How much higher the outer end is than usual.
    """

    half_width_mm: float
    density: float
    raise_mm: float
    slant_mm: float


@dataclass(frozen=True)
class Person:
    """A rendered person.

    Attributes:
        seed: What the person was drawn from.
        identity: 100 coefficients of the face model, in standard deviations.
        is_woman: Chooses among skins and hair.
        is_dark: Chooses among skins.
        skin_draw, hair_draw: In [0, 1), which of the fitting skins and hair meshes.
        skin_rgb: Skin where there are no photographic skins, sRGB.
        tint: Factors on a photographic skin's channels.
        hair_rgb: Hair and brows, sRGB.
        hair_mm: Thickness of the hair where there are no hair meshes.
        beard: Opacity of stubble in [0, 1].
        iris_rgb: sRGB.
        clothes_rgb: sRGB.
        brows: Eyebrows.
        lids: How far the eyes are closed at rest, in [0, 1].
        second_skin_draw: As `skin_draw`, of a photographic skin that is mixed in.
        second_skin_share: How much of it, in [0, 1].
        moles: How many dark spots the face has.
        local_mm: Root mean square of a smooth deformation of the head that the face model
            does not know, at the scale of a nose or a cheek.
        asymmetry_mm: Standard deviation of how much wider, lower and more aside one half
            of the face is than the other.
    """

    seed: int
    identity: tuple[float, ...]
    is_woman: bool
    is_dark: bool
    skin_draw: float
    hair_draw: float
    skin_rgb: Rgb
    tint: Rgb
    hair_rgb: Rgb
    hair_mm: float
    beard: float
    iris_rgb: Rgb
    clothes_rgb: Rgb
    brows: Brows
    lids: float
    second_skin_draw: float = 0.0
    second_skin_share: float = 0.0
    moles: int = 0
    local_mm: float = 0.0
    asymmetry_mm: float = 0.0

    @classmethod
    def random(cls, seed: int) -> Self:
        """Draw a person; equal seeds give equal people."""
        rng = np.random.default_rng([seed, 0xFACE])
        identity = rng.standard_normal(IDENTITY_COUNT)
        is_woman = bool(rng.random() < 0.5)
        skin_draw, hair_draw = rng.random(2)
        tone = rng.random() * (len(_SKIN_TONES) - 1)
        is_dark = bool(tone > 3.4)
        skin = [np.interp(tone, np.arange(len(_SKIN_TONES)), column) for column in _SKIN_TONES.T]
        brightness = 0.97 + 0.07 * rng.standard_normal()
        tint = np.clip(
            (brightness + 0.25 * is_dark) * (1.0 + 0.018 * rng.standard_normal(3)), 0.75, 1.4
        )
        darkest = len(_HAIR_COLORS) if tone < 2.0 else 2 if is_dark else 3
        hair = _HAIR_COLORS[rng.integers(darkest)] * (1.0 + 0.15 * rng.standard_normal())
        iris = _IRISES[rng.integers(len(_IRISES)) if tone < 2.5 else 0]
        beard = 0.0 if is_woman else float(np.clip(rng.normal(0.2, 0.25), 0.0, 0.75))
        return cls(
            seed=seed,
            identity=tuple(float(value) for value in identity),
            is_woman=is_woman,
            is_dark=is_dark,
            skin_draw=float(skin_draw),
            hair_draw=float(hair_draw),
            skin_rgb=_rgb(np.array(skin)),
            tint=_rgb(tint),
            hair_rgb=_rgb(hair.clip(0.04, 0.75)),
            hair_mm=float(rng.uniform(8.0, 22.0)),
            beard=beard,
            iris_rgb=_rgb(iris * (1.0 + 0.1 * rng.standard_normal())),
            clothes_rgb=_rgb(_CLOTHES[rng.integers(len(_CLOTHES))]),
            brows=Brows(
                half_width_mm=float(rng.uniform(2.8, 4.0) if is_woman else rng.uniform(3.8, 5.6)),
                density=float(rng.uniform(0.65, 0.95)),
                raise_mm=float(rng.normal(0.0, 1.2)),
                slant_mm=float(rng.normal(0.0, 1.2)),
            ),
            lids=float(rng.uniform(0.06, 0.18)),
        )

    @classmethod
    def varied(cls, seed: int) -> Self:
        """Draw a person who differs from others in more than the face model knows.

        The same seed gives `random` another person of similar looks.
        """
        rng = np.random.default_rng([seed, 0x71DE])
        plain = cls.random(seed)
        spread = rng.uniform(0.8, 1.3)
        tint = np.array(plain.tint) * rng.uniform(0.86, 1.12)
        tint *= 1.0 + 0.03 * rng.standard_normal(3)
        return replace(
            plain,
            identity=tuple(float(spread * value) for value in plain.identity),
            tint=_rgb(tint.clip(0.6, 1.5)),
            second_skin_draw=float(rng.random()),
            second_skin_share=float(rng.uniform(0.0, 0.6)),
            moles=int(rng.poisson(2.5)),
            local_mm=float(rng.uniform(0.4, 1.2)),
            asymmetry_mm=float(rng.uniform(0.3, 1.0)),
        )


def _rgb(values: np.ndarray) -> Rgb:
    red, green, blue = (float(value) for value in values)
    return red, green, blue
