import Foundation
import Mien
import MienImage
import Testing

struct AugmentationTests {
    let face = picture(width: 48, height: 48)
    let everything = Augmentation(
        horizontalFlip: 0.5, rotation: 15, shift: 0.1, zoom: 0.8...1.2, cropPadding: 3, brightness: -0.2...0.2,
        contrast: 0.7...1.3, erasing: .init(probability: 0.5, area: 0.02...0.3))

    func stream(_ index: Int) -> RandomStream { RandomStream(seed: 5, purpose: .augmentation, 2, UInt64(index)) }

    /// The image changed by the given number's stream.
    func apply(_ augmentation: Augmentation, to image: Image, _ index: Int) -> [Float] {
        var random = stream(index)
        return augmentation.apply(
            to: fractions(of: image), width: image.width, height: image.height, channels: image.channels,
            random: &random)
    }

    // MARK: - Properties of the whole

    @Test("The defaults change nothing, in any shape")
    func identity() {
        for (width, height, channels) in [(48, 48, 1), (5, 8, 3), (1, 1, 1)] {
            let image = picture(width: width, height: height, channels: channels)
            for index in 0..<5 { #expect(apply(Augmentation(), to: image, index) == fractions(of: image)) }
        }
    }

    @Test("Equal streams give equal bits; bytes and fractions are the same image; other streams give another")
    func determinism() {
        var (first, second) = (stream(1), stream(1))
        let bytes = [9, 9] + face.bytes  // a slice that does not begin at 0
        let ofBytes = everything.apply(to: bytes[2...], width: 48, height: 48, random: &first)
        let ofFractions = everything.apply(to: fractions(of: face), width: 48, height: 48, random: &second)
        #expect(ofBytes == ofFractions)
        #expect(first == second)
        #expect(ofBytes != apply(everything, to: face, 2))
    }

    @Test("Samples stay within 0…1, in any shape")
    func range() {
        var wild = everything
        wild.brightness = -1...1
        wild.contrast = 0...10
        for (width, height, channels) in [(48, 48, 1), (5, 8, 3), (1, 1, 1), (1, 30, 1), (30, 1, 3)] {
            let image = picture(width: width, height: height, channels: channels)
            for index in 0..<50 {
                let result = apply(wild, to: image, index)
                #expect(result.count == width * height * channels)
                #expect(result.allSatisfy { (0...1).contains($0) })
            }
        }
    }

    @Test("A changed field does not change what is drawn for the others")
    func independence() {
        var moved = Augmentation(rotation: 20, shift: 0.1)
        let result = apply(moved, to: face, 3)
        moved.horizontalFlip = 1e-9
        moved.brightness = 1e-9...1e-9
        #expect(zip(apply(moved, to: face, 3), result).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    // MARK: - Geometry

    @Test("A flip of probability 1 is the mirror image, twice the image; of one half it happens half the time")
    func flip() {
        let always = Augmentation(horizontalFlip: 1)
        #expect(apply(always, to: face, 0) == fractions(of: face.flippedHorizontally()))
        #expect(apply(always, to: face.flippedHorizontally(), 1) == fractions(of: face))
        let half = Augmentation(horizontalFlip: 0.5)
        let small = picture(width: 3, height: 1)
        let flipped = (0..<1000).filter { apply(half, to: small, $0) != fractions(of: small) }.count
        #expect((430...570).contains(flipped))
    }

    @Test("A padded crop is a shift by whole pixels, each equally likely")
    func crop() {
        let image = picture(width: 7, height: 7)
        var shifts: [[Float]: Int] = [:]
        for shiftY in -1...1 {
            for shiftX in -1...1 {
                let map = AffineMap(
                    width: 7, height: 7, flips: false, degrees: 0, zoom: 1, shiftX: Float(shiftX),
                    shiftY: Float(shiftY))
                shifts[map.sample(fractions(of: image), 7, 7, 1)] = 0
            }
        }
        for index in 0..<900 { shifts[apply(Augmentation(cropPadding: 1), to: image, index), default: 0] += 1 }
        #expect(shifts.count == 9)
        #expect(shifts.values.allSatisfy { (60...140).contains($0) })
    }

    @Test("Rotation, shift and zoom stay within their limits and use them")
    func limits() {
        // On a slope that rises by 1 a pixel to the right, the middle says the shift, and the neighbours' distance
        // the cosine of the rotation by the zoom.
        let side = 41
        let slope = (0..<side * side).map { Float($0 % side) }
        let middle = side / 2 * side + side / 2
        func draws(_ augmentation: Augmentation, _ value: ([Float]) -> Float) -> (lowest: Float, highest: Float) {
            let values = (0..<300).map { index in
                var random = stream(index)
                return value(augmentation.apply(to: slope, width: side, height: side, random: &random))
            }
            return (values.min() ?? 0, values.max() ?? 0)
        }
        let shift = draws(Augmentation(shift: 0.1)) { $0[middle] - 20 }
        #expect(shift.lowest >= -4.101 && shift.lowest < -3.9 && shift.highest <= 4.101 && shift.highest > 3.9)
        let zoom = draws(Augmentation(zoom: 0.8...1.25)) { 1 / ($0[middle + 1] - $0[middle]) }
        #expect(zoom.lowest >= 0.799 && zoom.lowest < 0.82 && zoom.highest <= 1.251 && zoom.highest > 1.23)
        // Downwards, the slope changes by the sine.
        let sine = draws(Augmentation(rotation: 30)) { $0[middle + side] - $0[middle] }
        #expect(sine.lowest >= -0.501 && sine.lowest < -0.48 && sine.highest <= 0.501 && sine.highest > 0.48)
    }

    // MARK: - Light

    @Test func light() {
        let image = Image(width: 4, height: 1, channels: 1, samples: [0, 51, 102, 255] as [UInt8])  // mean .4
        func check(_ augmentation: Augmentation, _ expected: [Float]) {
            let result = apply(augmentation, to: image, 0)
            #expect(zip(result, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(result)")
        }
        check(Augmentation(brightness: 0.5...0.5), [0.5, 0.7, 0.9, 1])
        check(Augmentation(brightness: -0.3 ... -0.3), [0, 0, 0.1, 0.7])
        check(Augmentation(contrast: 0...0), [0.4, 0.4, 0.4, 0.4])
        check(Augmentation(contrast: 0.5...0.5), [0.2, 0.3, 0.4, 0.7])
        check(Augmentation(brightness: 0.1...0.1, contrast: 2...2), [0, 0.1, 0.5, 1])
    }

    // MARK: - Erasing

    @Test("What is erased is one rectangle of the drawn area, all channels of it, and nothing else")
    func erasing() {
        for (width, height, channels) in [(48, 48, 1), (40, 20, 3), (6, 60, 1)] {
            // Beyond the noise's range, so that every pixel tells whether it was erased.
            let blank = [Float](repeating: 2, count: width * height * channels)
            for index in 0..<100 {
                var random = stream(index)
                let erased = Augmentation(erasing: .init(probability: 1, area: 0.25...0.25)).apply(
                    to: blank, width: width, height: height, channels: channels, random: &random)
                let places = erased.indices.filter { erased[$0] < 1 }
                let rows = Set(places.map { $0 / (width * channels) })
                let columns = Set(places.map { $0 / channels % width })
                #expect(places.count == rows.count * columns.count * channels)
                #expect((rows.max() ?? 0) - (rows.min() ?? 0) + 1 == rows.count)
                #expect((columns.max() ?? 0) - (columns.min() ?? 0) + 1 == columns.count)
                let share = Double(rows.count * columns.count) / Double(width * height)
                #expect(abs(share - 0.25) < 0.03, "\(width) × \(height)")
            }
        }
    }

    @Test func erasingProbability() {
        let some = Augmentation(erasing: .init(probability: 0.25, area: 0.5...0.5))
        let small = picture(width: 4, height: 4)
        let erased = (0..<1000).filter { apply(some, to: small, $0) != fractions(of: small) }.count
        #expect((200...300).contains(erased))
    }
}

/// The samples as 0…1.
func fractions(of image: Image) -> [Float] { image.bytes.map { Float($0) / 255 } }
