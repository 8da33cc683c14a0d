"""Makes the golden values of MienImageTests: images as files, and what Pillow makes of them.

    python3 Utilities/golden_images.py

needs numpy, pillow and scipy; the versions used are noted in each file. Pillow writes neither interlaced PNG nor most depths,
and reads only the upper half of 16-bit colour: such files are encoded here, and what Pillow can read is compared.
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy
import PIL
import scipy.ndimage
from PIL import Image, ImageOps, features

FOLDER = pathlib.Path(__file__).parent.parent / "Tests" / "MienImageTests" / "Golden"
RANDOM = numpy.random.default_rng(20240311)
MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def text(data):
    return base64.b64encode(data).decode()


def picture(height, width, channels, maximum=255):
    """Gradients along both axes, a checkerboard, and noise: edges and flats, and no symmetry."""
    y, x = numpy.mgrid[0:height, 0:width]
    planes = []
    for channel in range(channels):
        plane = (x * (channel + 1) / width + y * (3 - channel % 3) / height) / 5 + 0.25 * ((x // 3 + y // 2) % 2)
        planes.append(plane + RANDOM.uniform(0, 0.15, (height, width)))
    values = (numpy.stack(planes, -1) * (maximum + 1)).clip(0, maximum)
    return values.astype(numpy.uint16 if maximum > 255 else numpy.uint8)


def samples(array):
    """A picture for the golden file; 16-bit samples with the high byte first."""
    if array.ndim == 2:
        array = array[:, :, None]
    height, width, channels = array.shape
    depth = 16 if array.dtype == numpy.uint16 else 8
    data = array.astype(">u2" if depth == 16 else "u1").tobytes()
    return dict(width=width, height=height, channels=channels, depth=depth, samples=text(data))


# PNG

ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
COLORS = {2: "RGB", 4: "grey and alpha", 6: "RGBA"}


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def scan_lines(rows, depth):
    """Rows [height, width, channels] as PNG's scan lines, with the filters none and sub in turn."""
    lines = b""
    for number, row in enumerate(rows):
        if depth == 16:
            line = row.astype(">u2").tobytes()
        elif depth == 8:
            line = row.astype("u1").tobytes()
        else:
            bits = numpy.unpackbits(row.astype("u1").reshape(-1, 1), axis=1)[:, 8 - depth:]
            line = numpy.packbits(bits.reshape(-1)).tobytes()
        if number % 2:
            step = max(row.shape[-1] * depth // 8, 1)
            line = bytes((byte - (line[i - step] if i >= step else 0)) % 256 for i, byte in enumerate(line))
        lines += bytes([number % 2]) + line
    return lines


def png(values, color, depth, interlaced=False, before=b"", after=b""):
    height, width, channels = values.shape
    assert channels == CHANNELS[color]
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    parts = [values[y0::dy, x0::dx] for x0, y0, dx, dy in passes]
    data = b"".join(scan_lines(part, depth) for part in parts if part.size)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    pixels = chunk(b"IDAT", zlib.compress(data, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + pixels + after + chunk(b"IEND", b"")


def palette(values, colors, alpha=b""):
    """The chunks of a palette, and the pixels in its colours."""
    chunks = chunk(b"PLTE", colors.tobytes()) + (chunk(b"tRNS", alpha) if alpha else b"")
    if alpha:
        opacity = numpy.full((len(colors), 1), 255, numpy.uint8)
        opacity[:len(alpha), 0] = list(alpha)
        colors = numpy.concatenate([colors, opacity], 1)
    return chunks, colors[values[:, :, 0]]


def keyed(values, key, scaled):
    """Alpha 0 where a pixel has the transparent colour, else full."""
    alpha = numpy.where((values == key).all(-1, keepdims=True), 0, 255).astype(numpy.uint8)
    return numpy.concatenate([scaled, alpha], -1)


def check_with_pillow(name, file, expected):
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(file)))
    if expected.dtype == numpy.uint16 and expected.shape[-1] > 1:
        expected = (expected >> 8).astype(numpy.uint8)
    if expected.dtype == numpy.uint8:
        image = image.convert(MODES[expected.shape[-1]])
    assert numpy.array_equal(numpy.asarray(image).reshape(expected.shape), expected), name


def png_cases():
    cases = []

    def add(name, file, expected, check=True):
        if check:
            check_with_pillow(name, file, expected)
        cases.append(dict(name=name, file=text(file), tolerance=0, **samples(expected)))

    for interlaced in (False, True):
        mark = ", interlaced" if interlaced else ""
        for depth in (1, 2, 4, 8, 16):
            values = picture(11, 13, 1, 2 ** depth - 1)
            scaled = values if depth == 16 else values * (255 // (2 ** depth - 1))
            add(f"grey, {depth} bit{mark}", png(values, 0, depth, interlaced), scaled)
        for color in (2, 4, 6):
            for depth in (8, 16):
                values = picture(9, 10, CHANNELS[color], 2 ** depth - 1)
                add(f"{COLORS[color]}, {depth} bit{mark}", png(values, color, depth, interlaced), values)
        for depth in (1, 2, 4, 8):
            count = min(2 ** depth, 40)
            colors = RANDOM.integers(0, 256, (count, 3), numpy.uint8)
            values = RANDOM.integers(0, count, (7, 9, 1), numpy.uint8)
            chunks, expected = palette(values, colors)
            add(f"palette, {depth} bit{mark}", png(values, 3, depth, interlaced, chunks), expected)
        chunks, expected = palette(values, colors, bytes([0, 128, 255, 17]))
        add(f"palette with alpha{mark}", png(values, 3, 8, interlaced, chunks), expected)

    values = picture(6, 7, 1, 3)
    key = values[2, 3]
    file = png(values, 0, 2, before=chunk(b"tRNS", struct.pack(">H", key[0])))
    # Pillow compares the stored key with the expanded samples.
    add("grey, 2 bit, one colour transparent", file, keyed(values, key, values * 85), check=False)
    values = picture(6, 7, 3)
    key = values[2, 3]
    file = png(values, 2, 8, before=chunk(b"tRNS", struct.pack(">HHH", *key)))
    add("RGB, one colour transparent", file, keyed(values, key, values))

    for height, width in ((1, 1), (300, 1), (1, 300)):
        values = picture(height, width, 1)
        add(f"{width} × {height}", png(values, 0, 8), values)
    values = picture(5, 4, 1)
    # A display's business: the samples stay as they are.
    notes = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"tEXt", b"Title\0none")
    add("grey with gamma and text", png(values, 0, 8, before=notes), values)
    for place in ("before", "after"):
        file = png(values, 0, 8, **{place: chunk(b"eXIf", tiff(6, ">"))})
        add(f"EXIF {place} the pixels", file, numpy.rot90(values, -1))
    return cases


# JPEG

def tiff(orientation, order):
    """An EXIF block whose directory holds the camera's make and the orientation."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IH", 8, 2)
    make = struct.pack(order + "HHI4s", 0x010F, 2, 4, b"mie\0")
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return head + make + entry + struct.pack(order + "I", 0)


def jpeg(image, **options):
    stream = io.BytesIO()
    image.save(stream, "JPEG", **options)
    return stream.getvalue()


def jpeg_cases():
    cases = []

    def add(name, image, **options):
        file = jpeg(image, **options)
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(file)))
        cases.append(dict(name=name, file=text(file), tolerance=1, **samples(numpy.asarray(upright))))

    grey = Image.fromarray(picture(21, 33, 1)[:, :, 0])
    color = Image.fromarray(picture(19, 27, 3))
    add("grey JPEG", grey, quality=90)
    add("grey progressive JPEG", grey, quality=75, progressive=True)
    add("grey JPEG, 1 × 1", Image.fromarray(picture(1, 1, 1)[:, :, 0]))
    for subsampling in ("4:4:4", "4:2:2", "4:2:0"):
        add(f"RGB JPEG, {subsampling}", color, quality=85, subsampling=subsampling)
        add(f"RGB progressive JPEG, {subsampling}", color, quality=60, subsampling=subsampling, progressive=True)
    add("RGB JPEG with restart markers", color, restart_marker_blocks=1)
    add("JPEG that stores RGB", color, keep_rgb=True)
    small = Image.fromarray(picture(9, 14, 1)[:, :, 0])
    for orientation in range(1, 9):
        add(f"EXIF orientation {orientation}", small, quality=95,
            exif=b"Exif\0\0" + tiff(orientation, "<>"[orientation % 2]))
    return cases


# Resizing and colour

def resizing_cases():
    cases = []
    plan = [(1, 255, [(48, 48), (5, 7), (61, 40), (17, 24), (34, 23), (1, 1), (17, 9)]),
            (3, 255, [(8, 8), (30, 5)]), (2, 255, [(8, 8), (30, 40)]), (4, 255, [(8, 9), (20, 30)]),
            (1, 65535, [(8, 8), (40, 30)])]
    for channels, maximum, sizes in plan:
        source = picture(23, 17, channels, maximum)
        if channels in (2, 4):
            source[:, :, -1] = RANDOM.choice([0, 40, 128, 255], (23, 17))
        image = Image.fromarray(source[:, :, 0] if channels == 1 else source)
        for size in sizes:
            for filter, name in ((Image.Resampling.BOX, "area"), (Image.Resampling.BILINEAR, "bilinear")):
                result = numpy.asarray(image.resize(size, filter)).astype(source.dtype)
                cases.append(dict(filter=name, source=samples(source), result=samples(result)))
    return cases


def grayscale_cases():
    ends = (0, 1, 254, 255)
    corners = [[red, green, blue] for red in ends for green in ends for blue in ends]
    values = numpy.concatenate([corners, RANDOM.integers(0, 256, (64 * 31, 3))]).reshape(32, 64, 3).astype(numpy.uint8)
    return [dict(source=samples(values), result=samples(numpy.asarray(Image.fromarray(values).convert("L"))))]


# Affine maps

def warping_cases():
    """Flip, then rotation and zoom about the centre, then shift: by SciPy, edges repeated."""
    cases = []
    plan = [(False, 0, 1, 3, -2), (True, 0, 1, 0, 0), (False, 30, 1, 0, 0), (False, 0, 1.25, 0, 0),
            (True, -17, 0.8, 1.7, -3.2), (False, 135, 1.1, -0.5, 0.25)]
    for channels, height, width in ((1, 11, 14), (3, 9, 8)):
        source = picture(height, width, channels)
        for flips, degrees, zoom, shift_x, shift_y in plan:
            turn = numpy.radians(degrees)
            center = numpy.array([[1, 0, (width - 1) / 2], [0, 1, (height - 1) / 2], [0, 0, 1]])
            flip = numpy.diag([-1 if flips else 1, 1, 1])
            rotation = numpy.array([[numpy.cos(turn), -numpy.sin(turn), 0], [numpy.sin(turn), numpy.cos(turn), 0],
                                    [0, 0, 1]])
            shift = numpy.array([[1, 0, shift_x], [0, 1, shift_y], [0, 0, 1]])
            forward = shift @ center @ numpy.diag([zoom, zoom, 1]) @ rotation @ flip @ numpy.linalg.inv(center)
            swap = numpy.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])  # SciPy counts rows before columns
            backward = swap @ numpy.linalg.inv(forward) @ swap
            planes = [scipy.ndimage.affine_transform(source[:, :, channel] / 255, backward, order=1, mode="nearest")
                      for channel in range(channels)]
            cases.append(dict(flips=flips, degrees=degrees, zoom=zoom, shiftX=shift_x, shiftY=shift_y,
                              source=samples(source),
                              result=[round(value, 7) for value in numpy.stack(planes, -1).flatten().tolist()]))
    return cases


def write(name, cases):
    made = (f"Utilities/golden_images.py with Pillow {PIL.__version__}, numpy {numpy.__version__}, "
            f"SciPy {scipy.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}")
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    (FOLDER / name).write_text(f'{{"made": "{made}", "cases": [\n{lines}\n]}}\n')


def main():
    write("decoding.json", png_cases() + jpeg_cases())
    write("resizing.json", resizing_cases())
    write("grayscale.json", grayscale_cases())
    write("warping.json", warping_cases())
    write("refused.json", [dict(name="CMYK", file=text(jpeg(Image.fromarray(picture(8, 8, 4), "CMYK"))))])


if __name__ == "__main__":
    main()
