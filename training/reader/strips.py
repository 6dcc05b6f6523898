"""Draws one printed line as a camera sees it on a held card, and crops it as packages/vision/src/read/recognise/crop-line.ts does.

The stages follow the light: print on an artwork, wear, projection and lens blur at the resolution of the frame, the colour and
unevenness of the light, shadows and reflections, sensor noise, the phone's sharpening, JPEG, then Kartu's own rectification, ink
map and crop. Sizes are in cap heights, so that one strip stands for a card 600 to 1700 pixels wide.
"""
import os

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from reader.texts import FACE_SHARES, GAP, draw_text

cv2.setNumThreads(1)

HEIGHT = 32  # rows of the reader's input
CAP = 20  # capitals' height in them
STRETCH = {"body": 1.2, "header": 1.2, "ocr": 1.0}  # across; OCR-A is wide enough without
DRAWN_CAP = 30  # capitals' height when drawn
TAKES = 2  # pictures taken of each drawn block
# The capitals' height on a card rectified to 1280 pixels, by face (ktp-domain §3.8).
READ_CAP = {"body": 19.0, "header": 28.9, "ocr": 33.0}
MARGIN = 0.45  # paper left and right of the ink, in cap heights
PAPER_QUANTILE, INK_QUANTILE, MIN_CONTRAST = 0.4, 0.97, 0.05
DARKEST_PAPER = 12
BLOCK, CLOSE_RADIUS = 4, 3

FONT_ROOTS = ["/usr/share/fonts/truetype", "/usr/share/fonts/opentype", "/usr/share/fonts"]
# (path, weight). No face of the Helvetica family of URW (Nimbus Sans, FreeSans, TeX Gyre Heros) is here: it is kept for evaluation.
BODY_FONTS = [
    ("croscore/Arimo-Regular.ttf", 9), ("liberation/LiberationSans-Regular.ttf", 5), ("croscore/Arimo-Bold.ttf", 5),
    ("liberation/LiberationSans-Bold.ttf", 2), ("dejavu/DejaVuSans.ttf", 1), ("roboto/unhinted/RobotoTTF/Roboto-Regular.ttf", 1),
    ("roboto/unhinted/RobotoTTF/Roboto-Medium.ttf", 1), ("open-sans/OpenSans-Regular.ttf", 1), ("open-sans/OpenSans-Semibold.ttf", 1),
    ("inter/Inter-Regular.otf", 1), ("inter/Inter-SemiBold.otf", 1), ("lato/Lato-Medium.ttf", 1), ("cantarell/Cantarell-Regular.otf", 1),
    ("liberation/LiberationSansNarrow-Regular.ttf", 0.5), ("unfonts-core/UnDotum.ttf", 1), ("unfonts-core/UnDotumBold.ttf", 0.5),
    ("nanum/NanumGothic.ttf", 0.7), ("nanum/NanumGothicBold.ttf", 0.7), ("baekmuk/hline.ttf", 1), ("b612/B612-Regular.otf", 0.7),
    ("manrope/Manrope-Medium.ttf", 0.7), ("fonts-go/Go-Regular.ttf", 0.7), ("noto/NotoSans-Regular.ttf", 0.7), ("paratype/PTC55F.ttf", 0.7),
    ("takao-gothic/TakaoPGothic.ttf", 0.7), ("andika/Andika-Regular.ttf", 0.5), ("mplus/Mplus1-Medium.otf", 0.7),
]
HEADER_FONTS = [(path, weight * (3 if "Bold" in path or "Medium" in path else 0.4)) for path, weight in BODY_FONTS]
OCR_FONTS = [
    ("ocr-a/OCRA.ttf", 12), ("ocr-a/OCRABold.ttf", 3), ("ocr-a/OCRACondensed.ttf", 2), ("ocr-b/OCRB.otf", 1),
    ("liberation/LiberationMono-Regular.ttf", 1), ("croscore/Arimo-Bold.ttf", 0.7), ("dejavu/DejaVuSansMono.ttf", 0.7),
]
FACES = {"body": BODY_FONTS, "header": HEADER_FONTS, "ocr": OCR_FONTS}


def _find(path):
    for root in FONT_ROOTS:
        full = os.path.join(root, path)
        if os.path.exists(full):
            return full
    raise FileNotFoundError(f"font {path}: install the packages named in training/README.md")


_fonts = {}


def _font(path):
    """The face at the size whose capitals (digits for a digit face) are DRAWN_CAP high, and that height's top in the em."""
    if path not in _fonts:
        probe = ImageFont.truetype(_find(path), 200)
        box = probe.getbbox("0" if "ocr" in path.lower() else "H", anchor="ls")
        size = max(8, round(200 * DRAWN_CAP / -box[1]))
        _fonts[path] = ImageFont.truetype(_find(path), size)
    return _fonts[path]


def _choose(rng, weighted):
    draw = rng.random() * sum(weight for _, weight in weighted)
    for value, weight in weighted:
        draw -= weight
        if draw <= 0:
            return value
    return weighted[-1][0]


def _draw_mask(text, path, size, x, baseline, tracking, gap, upright):
    """
    Ink 0–1 of a text; `tracking` moves every next character right by so many pixels, None leaves the face's own kerning. `upright`:
    an R is drawn as a P with a leg that stands, as Helvetica and many grotesques have it and none of the faces here.
    """
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    font = _font(path)
    for i, part in enumerate(text.split(GAP)):
        x += gap if i > 0 else 0
        for piece in [part] if tracking is None and not upright else part:
            if piece == "R" and upright:
                draw.text((x, baseline), "P", fill=255, font=font, anchor="ls")
                _draw_leg(draw, font, x, baseline)
            else:
                draw.text((x, baseline), piece, fill=255, font=font, anchor="ls")
            x += font.getlength(piece) + (tracking or 0)
    return np.asarray(image, np.float32) / 255


def _draw_leg(draw, font, x, baseline):
    """From the bowl of a P down to the baseline: a shoulder, then upright."""
    _, top, right, _ = font.getbbox("P", anchor="ls")
    thick = min(_ink_width(font, "I"), _ink_width(font, "P") // 3)
    cap, inner = -top, x + right - thick * 0.7
    bowl = baseline - 0.47 * cap
    leg = [(inner - 0.3 * cap, bowl), (inner - 0.14 * cap, bowl), (inner - 0.02 * cap, bowl + 0.1 * cap), (inner, baseline - 0.15 * cap), (inner + 0.04 * cap, baseline)]
    draw.line(leg, fill=255, width=max(2, thick), joint="curve")


def _ink_width(font, char):
    left, _, right, _ = font.getmask(char).getbbox()
    return right - left


def _text_width(text, path, tracking, gap):
    font = _font(path)
    parts = text.split(GAP)
    return sum(font.getlength(part) + len(part) * (tracking or 0) for part in parts) + (len(parts) - 1) * gap


def _smooth_noise(rng, height, width, cells_y, cells_x):
    grid = rng.random((max(2, cells_y), max(2, cells_x)), np.float32)
    return cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)


def _wear(rng, ink):
    """What a ribbon printer and years in a wallet do to print: weight, pale patches, missing scan lines, rubbed-off spots."""
    height, width = ink.shape
    if rng.random() < 0.5:  # weight of the stroke
        blurred = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.8, 2.4))
        ink = np.clip((blurred - rng.uniform(0.28, 0.68)) * 4 + 0.5, 0, 1)
    strength = np.full((height, width), rng.uniform(0.62, 1.0) if rng.random() < 0.75 else rng.uniform(0.38, 0.62), np.float32)
    if rng.random() < 0.3:
        strength *= 1 - rng.uniform(0.1, 0.5) * _smooth_noise(rng, height, width, 3, width // 60 + 2)
    if rng.random() < 0.12:  # missing scan lines of the print head
        for _ in range(int(rng.integers(1, 4))):
            at = int(rng.integers(0, height))
            strength[at : at + int(rng.integers(1, 4))] *= rng.uniform(0.1, 0.7)
    if rng.random() < 0.12:  # grain and rubbed-off spots
        spots = _smooth_noise(rng, height, width, height // 6, width // 6)
        strength *= 1 - rng.uniform(0.3, 0.9) * (spots > rng.uniform(0.8, 0.97))
    ink = ink * strength
    if rng.random() < 0.3:  # dust and the artwork's dots: paler and smaller than a full stop, anywhere
        specks = np.zeros_like(ink)
        for _ in range(int(rng.integers(3, 40))):
            at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
            cv2.circle(specks, at, max(1, int(rng.uniform(0.02, 0.09) * DRAWN_CAP)), rng.uniform(0.15, 0.6), -1, cv2.LINE_AA)
        ink = np.maximum(ink, specks)
    return ink


def _artwork(rng, height, width):
    """A card's tinted ground with lines, discs and the strokes of big translucent words across it; 0–1, RGB."""
    hue = rng.choice([rng.uniform(170, 230), rng.uniform(10, 45), rng.uniform(0, 360)], p=[0.7, 0.15, 0.15])
    light, saturation = rng.uniform(0.68, 0.97), rng.uniform(0.05, 0.6)
    tint = _hsl(hue, saturation, light)
    ground = np.empty((height, width, 3), np.float32)
    ground[:] = tint
    cap = DRAWN_CAP
    if rng.random() < 0.8:  # lines: waves, hatches, arcs
        step, thick = rng.uniform(0.25, 1.6) * cap, max(1, int(rng.uniform(0.03, 0.12) * cap))
        colour = _hsl(hue + rng.uniform(-25, 25), saturation, np.clip(light - rng.uniform(0.03, 0.2), 0, 1))
        colour = tuple(float(c) for c in colour)
        amplitude, length, phase = rng.uniform(0, 0.8) * cap, rng.uniform(4, 30) * cap, rng.uniform(0, 6.3)
        tilt = rng.uniform(-0.3, 0.3) if rng.random() < 0.6 else rng.uniform(-2, 2)
        xs = np.linspace(0, width, 24)
        reach = height + abs(tilt) * width
        for y in np.arange(-reach, height + reach, step):
            span = sorted((y, y + tilt * width))
            if span[1] + amplitude < 0 or span[0] - amplitude > height:
                continue
            ys = y + tilt * xs + amplitude * np.sin(2 * np.pi * xs / length + phase + y * 0.02)
            cv2.polylines(ground, [np.stack([xs, ys], 1).astype(np.int32)], False, colour, thick, cv2.LINE_AA)
    for _ in range(int(rng.integers(0, 3))):  # discs and their edges
        colour = _hsl(hue + rng.uniform(-30, 30), saturation, np.clip(light + rng.uniform(-0.15, 0.08), 0, 1))
        layer = ground.copy()
        centre = (int(rng.uniform(0, width)), int(rng.uniform(-3, 3) * cap + height / 2))
        cv2.circle(layer, centre, int(rng.uniform(1, 9) * cap), tuple(float(c) for c in colour), -1, cv2.LINE_AA)
        share = rng.uniform(0.2, 0.8)
        ground = cv2.addWeighted(layer, share, ground, 1 - share, 0)
    return ground


def _overlay(rng, picture):
    """Strokes of a big coloured word over the print, filled or outlined, as specimens carry."""
    height, width, _ = picture.shape
    cap = DRAWN_CAP
    for _ in range(int(rng.integers(1, 5))):
        layer = picture.copy()
        colour = tuple(float(c) for c in _hsl(rng.uniform(300, 380) if rng.random() < 0.6 else rng.uniform(0, 360), rng.uniform(0.4, 1), rng.uniform(0.35, 0.75)))
        x, angle, thick = rng.uniform(0, width), rng.uniform(-1.4, 1.4), rng.uniform(0.6, 2.2) * cap
        if rng.random() < 0.35:  # the round of an S or a P
            centre, axes = (int(x), int(rng.uniform(-3, 3) * cap + height / 2)), (int(rng.uniform(2, 6) * cap), int(rng.uniform(2, 6) * cap))
            outlined = rng.random() < 0.5
            for grown in (0, int(thick)) if outlined else (0,):
                width_px = max(1, int(rng.uniform(0.05, 0.14) * cap)) if outlined else int(thick)
                cv2.ellipse(layer, centre, (axes[0] + grown, axes[1] + grown), np.degrees(angle), 0, 360, colour, width_px, cv2.LINE_AA)
            alpha = rng.uniform(0.2, 0.5) if outlined else rng.uniform(0.1, 0.34)
            picture = cv2.addWeighted(layer, alpha, picture, 1 - alpha, 0)
            continue
        far = np.array([np.cos(angle), np.sin(angle)]) * 12 * cap
        start, end = np.array([x, height / 2]) - far, np.array([x, height / 2]) + far
        if rng.random() < 0.5:
            cv2.line(layer, tuple(start.astype(int)), tuple(end.astype(int)), colour, int(thick), cv2.LINE_AA)
            alpha = rng.uniform(0.1, 0.34)
        else:
            normal = np.array([-np.sin(angle), np.cos(angle)]) * thick / 2
            for side in (-1, 1):
                a, b = start + side * normal, end + side * normal
                cv2.line(layer, tuple(a.astype(int)), tuple(b.astype(int)), colour, max(1, int(rng.uniform(0.05, 0.14) * cap)), cv2.LINE_AA)
            alpha = rng.uniform(0.2, 0.5)
        picture = cv2.addWeighted(layer, alpha, picture, 1 - alpha, 0)
    return picture


def _hsl(hue, saturation, lightness):
    def channel(offset):
        k = (offset + hue / 30) % 12
        return lightness - saturation * min(lightness, 1 - lightness) * max(-1, min(k - 3, 9 - k, 1))

    return np.array([channel(0), channel(8), channel(4)], np.float32)


def _blur(rng, picture, cap):
    """Defocus, motion or both; at most what still leaves letters apart."""
    draw = rng.random()
    sigma = cap * (abs(rng.normal(0, 0.05)) if draw < 0.75 else rng.uniform(0.06, 0.15))
    if sigma > 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), sigma)
    if rng.random() < 0.25:
        length = rng.uniform(0.05, 0.34) * cap
        if length > 1:
            size = int(np.ceil(length)) | 1
            kernel = np.zeros((size + 2, size + 2), np.float32)
            angle, middle = rng.uniform(0, np.pi), (size + 1) / 2
            d = np.array([np.cos(angle), np.sin(angle)]) * length / 2
            cv2.line(kernel, tuple(np.round((middle - d)).astype(int)), tuple(np.round(middle + d).astype(int)), 1.0, 1, cv2.LINE_AA)
            picture = cv2.filter2D(picture, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    return picture


def _light(rng, picture, cap):
    """Linear light: colour of lamp and flash, fall-off, shadow edge, reflection."""
    height, width, _ = picture.shape
    colour = np.ones(3, np.float32)
    draw = rng.random()
    if draw < 0.35:  # a coloured flash beside the room's light
        flash = np.array([rng.random() < 0.5 for _ in range(3)], np.float32)
        colour = rng.uniform(0.25, 1) + flash * rng.uniform(0, 1.5)
        colour /= colour.max()
    elif draw < 0.7:
        colour = np.array([1, rng.uniform(0.75, 1), rng.uniform(0.5, 1)], np.float32)
        if rng.random() < 0.4:
            colour = colour[::-1].copy()
    ys, xs = np.linspace(-1, 1, height, dtype=np.float32)[:, None], np.linspace(-1, 1, width, dtype=np.float32)[None]
    field = 1 + rng.uniform(-0.25, 0.25) * xs + rng.uniform(-0.1, 0.1) * ys
    if rng.random() < 0.15:  # a shadow's edge
        at, soft, depth = rng.uniform(-1, 1), rng.uniform(0.02, 0.4), rng.uniform(0.15, 0.6)
        edge = 1 / (1 + np.exp(-np.clip((xs + rng.uniform(-0.5, 0.5) * ys * height / width - at) / soft, -30, 30)))
        field = field * (1 - depth * edge)
    picture = picture * (field[..., None] * colour)
    if rng.random() < 0.14:  # a lamp in the laminate: adds light, does not take the print away until the sensor is full
        cx, cy = rng.uniform(0, width), rng.uniform(-1, 2) * height
        rx, ry = rng.uniform(1, 8) * cap, rng.uniform(0.6, 4) * cap
        x, y = np.arange(width, dtype=np.float32)[None], np.arange(height, dtype=np.float32)[:, None]
        spot = np.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2) ** rng.uniform(0.7, 2))
        picture = picture + (rng.uniform(0.1, 1.0) * spot)[..., None] * np.ones(3, np.float32)
    return picture


_noise_bank = None


def _noise(rng, shape):
    """Normal noise from a bank: drawing it anew would take half the time of a strip."""
    global _noise_bank
    if _noise_bank is None:
        _noise_bank = np.random.default_rng(7).standard_normal((420, 2400, 3)).astype(np.float32)
    y, x = int(rng.integers(0, 420 - shape[0])), int(rng.integers(0, max(1, 2400 - shape[1])))
    return _noise_bank[y : y + shape[0], x : x + shape[1]]


def _camera(rng, picture):
    """Exposure, shot and read noise, tone curve, denoising, sharpening, JPEG. In: linear light; out: bytes."""
    bright = np.percentile(picture[::4, ::4].max(2), 60) + 1e-6
    target = rng.uniform(0.35, 0.85) if rng.random() < 0.8 else rng.uniform(0.04, 0.35)
    picture = picture * (target / bright)
    noise = rng.uniform(0.001, 0.012) if rng.random() < 0.7 else rng.uniform(0.012, 0.04)
    picture = picture + _noise(rng, picture.shape) * noise * np.sqrt(np.maximum(picture, 0) + 0.02)
    coded = np.clip(picture, 0, 1) ** (1 / rng.uniform(1.9, 2.5))
    if rng.random() < 0.35:
        coded = cv2.GaussianBlur(coded, (0, 0), rng.uniform(0.4, 0.8))
    if rng.random() < 0.6:
        coded = coded + rng.uniform(0.2, 1.1) * (coded - cv2.GaussianBlur(coded, (0, 0), rng.uniform(0.7, 1.4)))
    coded = np.clip((coded - 0.5) * rng.uniform(0.9, 1.25) + 0.5, 0, 1)
    image = (coded * 255).astype(np.uint8)
    if rng.random() < 0.8:
        quality = int(rng.uniform(70, 96)) if rng.random() < 0.75 else int(rng.uniform(35, 70))
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return image


def _ink_map(image):
    """As packages/vision/src/read/layout/ink-map.ts, without what it restores under reflections: how dark beside the paper around it, brightest channel, 0 for paper."""
    bright = image.max(2)
    height, width = bright.shape
    rows, columns = height // BLOCK, width // BLOCK
    blocks = bright[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK).mean((1, 3), dtype=np.float32)
    side = 2 * CLOSE_RADIUS + 1
    paper = cv2.erode(cv2.dilate(blocks, np.ones((side, side))), np.ones((side, side)))
    paper = np.repeat(np.repeat(paper, BLOCK, 0), BLOCK, 1)
    paper = np.pad(paper, ((0, height - rows * BLOCK), (0, width - columns * BLOCK)), mode="edge")
    return np.maximum(0, 1 - bright / np.maximum(paper, DARKEST_PAPER))


def _draw_block(rng, face):
    """A piece of a card with a few lines of one face: (picture 0–1, rows of (text, left, right, middle_y)) in drawn pixels."""
    path = _choose(rng, FACES[face])
    tracking = None
    if face == "ocr" or rng.random() < 0.35:
        tracking = rng.normal(0, 0.035) * DRAWN_CAP + (rng.uniform(-0.02, 0.1) * DRAWN_CAP if face == "ocr" else 0)
    count = {"body": 4, "header": 2, "ocr": 2}[face]
    pitch = DRAWN_CAP * {"body": rng.uniform(1.7, 2.1), "header": rng.uniform(1.6, 2.4), "ocr": rng.uniform(2.2, 3)}[face]
    texts = [draw_text(rng, face) for _ in range(count)]
    upright = face != "ocr" and rng.random() < 0.22
    gap = rng.uniform(0.4, 6) * DRAWN_CAP
    side, above = int(3.2 * DRAWN_CAP), int(1.6 * DRAWN_CAP)
    width = int(max(_text_width(text, path, tracking, gap) for text in texts)) + 2 * side
    height = int(2 * above + (count - 1) * pitch)
    ink = np.zeros((height, width), np.float32)
    rows = []
    for i, text in enumerate(texts):
        middle = above + i * pitch
        start = side + rng.uniform(-0.5, 0.5) * DRAWN_CAP
        line = _draw_mask(text, path, (width, height), start, int(middle + DRAWN_CAP / 2), tracking, gap, upright)
        columns = np.flatnonzero(line.max(0) > 0.3)
        left, right = (columns[0], columns[-1]) if len(columns) else (side, side + rng.uniform(1, 9) * DRAWN_CAP)
        rows.append((text.replace(GAP, " "), left, right, int(middle + DRAWN_CAP / 2) - DRAWN_CAP / 2))
        np.maximum(ink, line, out=ink)
    ink = _wear(rng, ink)
    level = np.clip(rng.uniform(0.0, 0.2) * (1 + 0.3 * rng.standard_normal(3)), 0, 0.35).astype(np.float32)
    picture = _artwork(rng, height, width)
    picture += (level - picture) * ink[..., None]
    if rng.random() < 0.6:
        picture = _overlay(rng, picture)
    return picture, rows


def _photograph(rng, picture, face):
    """The block on a card 600 to 1700 pixels wide, and what rectification to 1280 makes of it: (bytes, drawn → read pixels)."""
    height, width, _ = picture.shape
    cap = READ_CAP[face] * np.exp(rng.uniform(np.log(600), np.log(1700))) / 1280
    scale = cap / DRAWN_CAP
    squeeze = rng.uniform(0.93, 1.07)
    turn, shear = rng.normal(0, 0.008), rng.normal(0, 0.03)
    lens = 0.42 / scale - 0.3
    if lens > 0.3:
        picture = cv2.GaussianBlur(picture, (0, 0), lens)
    size = int(width * scale * squeeze) + 2, int(height * scale) + 2
    to_frame = _about_middle([[scale * squeeze, shear * scale], [turn * scale, scale]], (width, height), size)
    to_frame[:, 2] += rng.uniform(-0.5, 0.5, 2)
    frame = cv2.warpAffine(picture, to_frame, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    image = _camera(rng, _light(rng, _blur(rng, frame, cap), cap))
    up = READ_CAP[face] / cap
    read = int(size[0] * up), int(size[1] * up)
    # Located corners are a little off: a part of the turn stays.
    to_read = _about_middle([[up, 0], [-turn * rng.uniform(0.6, 1.0) * up, up]], size, read)
    card = cv2.warpAffine(image, to_read, read, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    both = np.vstack([to_read, [0, 0, 1]]) @ np.vstack([to_frame, [0, 0, 1]])
    return card, both


def _about_middle(linear, from_size, to_size):
    """The affine map with this linear part that takes one picture's middle to the other's."""
    linear = np.array(linear, np.float64)
    shift = np.array(to_size) / 2 - linear @ (np.array(from_size) / 2)
    return np.hstack([linear, shift[:, None]])


def _crop(rng, ink, row, face, to_read):
    """One line cut out of an ink map with the errors of a line finder, as bytes: paper 255, ink 0."""
    _, left, right, middle = row
    (x0, y0, _), (x1, y1, _) = (to_read @ [x, middle, 1] for x in (left, right))
    read_cap = READ_CAP[face]
    down = CAP / read_cap * np.exp(rng.normal(0, 0.05))
    across = down * STRETCH[face] * np.exp(rng.normal(0, 0.04))
    x0 -= (max(0.12, MARGIN + rng.normal(0, 0.13)) + (rng.uniform(0, 1.5) if rng.random() < 0.15 else 0)) * read_cap
    x1 += (max(0.12, MARGIN + rng.normal(0, 0.13)) + (rng.uniform(0, 2.5) if rng.random() < 0.4 else 0)) * read_cap
    slope = (y1 - y0) / max(1, x1 - x0) * rng.uniform(0.3, 1.0)
    middle_y = (y0 + y1) / 2 + rng.normal(0, 0.06) * read_cap
    width = int(max(HEIGHT, np.ceil((x1 - x0) * across / 8) * 8))
    shift_y = HEIGHT / 2 - (middle_y - slope * (x0 + x1) / 2) * down
    matrix = np.array([[across, 0, -x0 * across], [-slope * down, down, shift_y]])
    crop = cv2.warpAffine(ink, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    paper, dark = np.quantile(crop, [PAPER_QUANTILE, INK_QUANTILE])
    level = (crop - paper) * (255 / max(MIN_CONTRAST, dark - paper))
    return (255 - np.clip(level, 0, 255)).astype(np.uint8)


def draw_strips(rng):
    """Training lines of one block: a list of (uint8 [HEIGHT, width] with paper 255 and ink 0, text)."""
    # A block of body text gives four lines, the others two.
    blocks = {face: share / (4 if face == "body" else 2) for face, share in FACE_SHARES.items()}
    face = _choose(rng, list(blocks.items()))
    picture, rows = _draw_block(rng, face)
    # Linear light from here on.
    picture = np.clip(picture, 0, 1) ** 2.2
    strips = []
    for _ in range(TAKES):
        card, to_read = _photograph(rng, picture, face)
        ink = _ink_map(card)
        strips += [(_crop(rng, ink, row, face, to_read), row[0]) for row in rows]
    return strips
