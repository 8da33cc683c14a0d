"""Makes the golden values of MienImageTests on detection: a drawing of faces, a made cascade, and what OpenCV finds with it and
with its own cascades, which Debian's package opencv-data has.

    python3 Utilities/golden_detection.py
    python3 Utilities/golden_detection.py --compare FOLDER found.json

The second form compares OpenCV and Mien on photographs: FOLDER has images and boxes.csv (image, width, height, x, y, w, h);
found.json is what `mien face detect --json found.json FOLDER/images/*` has written. A hit is a face whose centre lies in a box
that no surer face has taken.

needs numpy and opencv-python-headless<5; the version used is noted in the file.
"""

import argparse
import csv
import json
import pathlib

import cv2
import numpy

FOLDER = pathlib.Path(__file__).parent.parent / "Tests" / "MienImageTests" / "Golden" / "detection"
CASCADES = pathlib.Path("/usr/share/opencv4/haarcascades")
RANDOM = numpy.random.default_rng(20240318)


# A drawing

def face(size):
    drawing = numpy.full((400, 400), 110, numpy.uint8)

    def ellipse(x, y, width, height, grey):
        cv2.ellipse(drawing, (x, y), (width, height), 0, 0, 360, grey, -1)

    ellipse(200, 200, 150, 190, 60)
    ellipse(200, 230, 125, 160, 190)
    for x in (145, 255):
        ellipse(x, 175, 38, 9, 70)
        ellipse(x, 205, 36, 20, 120)
        ellipse(x, 207, 27, 12, 215)
        ellipse(x, 207, 12, 12, 30)
    ellipse(200, 240, 12, 45, 215)
    ellipse(200, 283, 28, 8, 120)
    ellipse(200, 325, 52, 13, 95)
    return cv2.resize(cv2.GaussianBlur(drawing, (0, 0), 5), (size, size), interpolation=cv2.INTER_AREA)


def drawing():
    picture = numpy.add.outer(numpy.arange(173) * 0.3, numpy.arange(241) * 0.2) + 60
    for x, y, size in ((5, 10, 96), (110, 60, 110), (185, 5, 52)):
        picture[y:y + size, x:x + size] = face(size)
    return (picture + RANDOM.normal(0, 3, picture.shape)).clip(0, 255).astype(numpy.uint8)


# A cascade

def made_cascade(picture, width=14, height=11):
    """Features at random, upright and tilted, of two and three rectangles; trees of one to four nodes; three stages, which let
    about a half pass each."""
    features, kinds = [], []
    while len(features) < 40:
        tilted = len(features) % 2
        w, h = (int(number) for number in RANDOM.integers(1, 6, 2))
        x, y = int(RANDOM.integers(0, width)), int(RANDOM.integers(0, height))
        count = 2 + len(features) // 2 % 2
        if tilted:
            fits = x >= h and x + count * w <= width and y + count * w + h <= height
        else:
            fits = x + count * w <= width and y + h <= height
        if not fits:
            continue
        part = [x, y, w, h]
        whole = [x, y, count * w, h]
        # Along a tilted rectangle's width both coordinates grow.
        part = [x + w, y + w * tilted, w, h]
        rects = [(whole, -1), (part, count)]
        if count == 3:
            rects = [(whole, -1), ([x, y, w, h], 2), ([x + 2 * w, y + 2 * w * tilted, w, h], 1)]
        features.append((rects, tilted))
    shapes = {1: [(0, -1)], 2: [(1, 0), (-1, -2)], 3: [(1, 2), (0, -1), (-2, -3)], 4: [(1, 0), (2, 3), (-1, -2), (-3, -4)]}
    stages = []
    for trees in (3, 5, 8):
        lines = []
        for tree in range(trees):
            shape = shapes[1 + tree % 4]
            nodes = [
                f"{left} {right} {RANDOM.integers(len(features))} {RANDOM.normal(0, 0.02):.17e}" for left, right in shape]
            leaves = [f"{RANDOM.normal(0, 1):.17e}" for _ in range(len(shape) + 1)]
            lines.append(
                f"<_>\n<internalNodes>\n{' '.join(nodes)}</internalNodes>\n<leafValues>\n{' '.join(leaves)}</leafValues></_>")
        stages.append(
            f"<_>\n<maxWeakCount>{trees}</maxWeakCount>\n<stageThreshold>{-0.2 * trees:.17e}</stageThreshold>\n"
            f"<weakClassifiers>\n" + "\n".join(lines) + "</weakClassifiers></_>")
    written = []
    for rects, tilted in features:
        parts = "\n".join(f"<_>\n{' '.join(map(str, box))} {weight}.</_>" for box, weight in rects)
        written.append(f"<_>\n<rects>\n{parts}</rects>\n<tilted>{tilted}</tilted></_>")
    return (
        '<?xml version="1.0"?>\n<opencv_storage>\n<cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType>\n'
        f"<featureType>HAAR</featureType>\n<height>{height}</height>\n<width>{width}</width>\n"
        "<stageParams><maxWeakCount>8</maxWeakCount></stageParams>\n<featureParams><maxCatCount>0</maxCatCount></featureParams>\n"
        f"<stageNum>3</stageNum>\n<stages>\n" + "\n".join(stages) + "</stages>\n<features>\n" + "\n".join(written)
        + "</features></cascade>\n</opencv_storage>\n")


def cases(picture):
    plan = [("made", 1.1, 0, 0), ("made", 1.23, 0, 0), ("made", 1.3, 3, 30)]
    for name in ("haarcascade_frontalface_default", "haarcascade_frontalface_alt2", "haarcascade_eye_tree_eyeglasses",
                 "haarcascade_smile", "haarcascade_profileface"):
        plan += [(name, 1.1, 0, 0), (name, 1.1, 3, 0), (name, 1.05, 2, 40)]
    for name, factor, neighbors, size in plan:
        cascade = cv2.CascadeClassifier(str((FOLDER if name == "made" else CASCADES) / f"{name}.xml"))
        assert not cascade.empty(), name
        boxes, counts = cascade.detectMultiScale2(picture, factor, neighbors, 0, (size, size))
        found = sorted([*map(int, box), int(count)] for box, count in zip(boxes, counts))
        if not neighbors:
            found = [row[:4] for row in found]
        print(name, factor, neighbors, size, len(found))
        yield dict(cascade=name, scaleFactor=factor, neighbors=neighbors, minimumSize=size, found=found)


def write():
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = drawing()
    cv2.imwrite(str(FOLDER / "drawing.png"), picture)
    (FOLDER / "made.xml").write_text(made_cascade(picture))
    lines = ",\n".join(json.dumps(case) for case in cases(picture))
    made = f"Utilities/golden_detection.py with OpenCV {cv2.__version__}, numpy {numpy.__version__}"
    (FOLDER / "detection.json").write_text(f'{{"made": "{made}", "cases": [\n{lines}\n]}}\n')


# Photographs

def compare(folder, found):
    boxes = {}
    for row in csv.DictReader((folder / "boxes.csv").open()):
        boxes.setdefault(pathlib.Path(row["image"]).name, []).append([float(row[side]) for side in "xywh"])
    entries = json.loads(found.read_text())
    ours = {pathlib.Path(entry["file"]).name: entry["faces"] for entry in entries}
    cascade = cv2.CascadeClassifier(str(CASCADES / "haarcascade_frontalface_default.xml"))
    theirs = {}
    for name in boxes:
        picture = cv2.imread(str(folder / "images" / name), cv2.IMREAD_GRAYSCALE)
        faces, counts = cascade.detectMultiScale2(picture, 1.1, 3)
        theirs[name] = [
            dict(zip(("x", "y", "width", "height"), map(int, face)), score=int(count)) for face, count in zip(faces, counts)]
    for title, all_faces in (("OpenCV", theirs), ("Mien", ours)):
        results = []
        for name, free in ((name, list(boxes[name])) for name in boxes):
            for face in sorted(all_faces[name], key=lambda face: -face["score"]):
                x, y = face["x"] + face["width"] / 2, face["y"] + face["height"] / 2
                hit = next((box for box in free if 0 <= x - box[0] <= box[2] and 0 <= y - box[1] <= box[3]), None)
                if hit:
                    free.remove(hit)
                results.append((face["score"], hit is not None))
        total, hits = sum(map(len, boxes.values())), sum(hit for _, hit in results)
        # The area under precision by recall, the surest faces first: how well the score tells faces from what is none.
        results.sort(key=lambda result: -result[0])
        marks = numpy.array([hit for _, hit in results])
        precisions = marks.cumsum() / (1 + numpy.arange(len(marks)))
        print(f"{title}: recall {hits / total:.3f}, precision {hits / len(results):.3f}, {len(results)} faces, average "
              f"precision {(precisions * marks).sum() / total:.4f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compare", nargs=2, type=pathlib.Path, metavar=("FOLDER", "FOUND"))
    arguments = parser.parse_args()
    if arguments.compare:
        compare(*arguments.compare)
    else:
        write()


if __name__ == "__main__":
    main()
