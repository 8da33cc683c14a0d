import MienImage
import Testing

struct AffineMapTests {
    struct Warping: Decodable {
        let flips: Bool
        let degrees: Float
        let zoom: Float
        let shiftX: Float
        let shiftY: Float
        let source: GoldenSamples
        let result: [Float]
    }

    @Test("Flip, rotation, zoom and shift are SciPy's affine transform with repeated edges")
    func warping() {
        let cases: [Warping] = GoldenFile<Warping>.load("warping.json")
        #expect(cases.count == 12)
        for golden in cases {
            let image = golden.source.image
            let map = AffineMap(
                width: image.width, height: image.height, flips: golden.flips, degrees: golden.degrees,
                zoom: golden.zoom, shiftX: golden.shiftX, shiftY: golden.shiftY)
            let result = map.sample(fractions(of: image), image.width, image.height, image.channels)
            let distance = zip(result, golden.result).map { abs($0 - $1) }.max()
            #expect(result.count == golden.result.count)
            #expect(distance ?? 1 < 1e-5, "\(golden.degrees)°, zoom \(golden.zoom), \(image.channels) channels")
        }
    }

    func map(_ image: Image, flips: Bool = false, degrees: Float = 0, shiftX: Float = 0, shiftY: Float = 0) -> [Float] {
        AffineMap(
            width: image.width, height: image.height, flips: flips, degrees: degrees, zoom: 1, shiftX: shiftX,
            shiftY: shiftY
        ).sample(fractions(of: image), image.width, image.height, image.channels)
    }

    @Test("Shifts by whole pixels and flips are exact, for even and odd sides")
    func exactness() {
        for (width, height, channels) in [(8, 6, 1), (7, 5, 3), (1, 9, 1), (48, 48, 1)] {
            let image = picture(width: width, height: height, channels: channels)
            #expect(map(image) == fractions(of: image))
            #expect(map(image, flips: true) == fractions(of: image.flippedHorizontally()))
            for (shiftX, shiftY) in [(1, 0), (0, -2), (-3, 2), (50, -50)] {
                let shifted = (0..<height).flatMap { y in
                    (0..<width).flatMap { x in
                        let column = min(max(x - shiftX, 0), width - 1)
                        let row = min(max(y - shiftY, 0), height - 1)
                        let pixel = (row * width + column) * channels
                        return fractions(of: image)[pixel..<pixel + channels]
                    }
                }
                #expect(map(image, shiftX: Float(shiftX), shiftY: Float(shiftY)) == shifted)
            }
        }
    }

    @Test("Half a turn exchanges both sides, a quarter turn goes clockwise")
    func turns() {
        let image = picture(width: 6, height: 6)
        let half = fractions(of: image.flippedHorizontally().flippedVertically())
        #expect(zip(map(image, degrees: 180), half).allSatisfy { abs($0 - $1) < 1e-5 })
        // The upper left corner goes to the upper right.
        #expect(abs(map(image, degrees: 90)[5] - fractions(of: image)[0]) < 1e-5)
    }
}
