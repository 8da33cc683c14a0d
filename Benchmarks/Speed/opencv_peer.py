"""Times OpenCV on the faces of photographs, file by file, from the file on.

    opencv_peer.py --steps 5 --threads 2 FILE…
"""

import argparse
import pathlib

import cv2

import timing

CASCADE = pathlib.Path("/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    cv2.setNumThreads(arguments.threads)
    cascade = cv2.CascadeClassifier(str(CASCADE))

    def faces(file):
        return cascade.detectMultiScale(cv2.imread(file, cv2.IMREAD_GRAYSCALE), 1.1, 3)

    times = [timing.median_milliseconds(arguments.steps, lambda: faces(file)) for file in arguments.files]
    timing.report(millisecondsPerFile=sum(times) / len(times))


if __name__ == "__main__":
    main()
