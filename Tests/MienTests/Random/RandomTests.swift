import Foundation
import Mien
import MienTestSupport
import Testing

@Suite struct PhiloxTests {
    /// The vectors that are published with the authors' library, Random123 (`kat_vectors`, philox4x32, 10 rounds).
    @Test func knownAnswers() {
        let zero = Philox(key: 0).block(0, 0)
        #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = Philox(key: .max).block(.max, .max)
        #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        let digits = Philox(key: 0x299f_31d0_a409_3822).block(0x85a3_08d3_243f_6a88, 0x0370_7344_1319_8a2e)
        #expect(digits == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }
}

@Suite struct RandomStreamTests {
    /// Runs are repeated by other versions of this library: these numbers never change.
    @Test func fixedValues() {
        var random = RandomStream(seed: 7, purpose: .augmentation, 3, 14)
        #expect([random.next(), random.next()] == [0x3ded_963d_2f08_b755, 0x85a9_35b2_98ee_751c])
        #expect(
            (0..<4).map { _ in random.nextUniform() } == [
                0.919_706_940_650_939_9, 0.560_217_380_523_681_6, 0.997_737_526_893_615_7, 0.120_776_176_452_636_72,
            ])
        #expect((0..<4).map { _ in random.nextInt(below: 1000) } == [397, 707, 164, 618])
        #expect(random.permutation(10) == [4, 5, 8, 0, 2, 1, 9, 6, 7, 3])
        let normal = (0..<3).map { _ in random.nextNormal() }
        for (found, expected) in zip(normal, [-0.245_723_6, -1.249_517_4, -0.659_852_7] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
    }

    @Test func theSameLabelsGiveTheSameNumbers() {
        var (first, second) = (RandomStream(seed: 1, purpose: .shuffle, 5), RandomStream(seed: 1, purpose: .shuffle, 5))
        #expect((0..<10).map { _ in first.next() } == (0..<10).map { _ in second.next() })
        #expect(first == second)
        var copy = first
        #expect(copy.next() == first.next())
    }

    @Test func everyLabelCounts() {
        var seen: Set<UInt64> = []
        var count = 0
        func add(_ stream: RandomStream) {
            var stream = stream
            seen.insert(stream.next())
            count += 1
        }
        let purposes: [RandomStream.Purpose] = [
            .initialization, .shuffle, .dropout, .augmentation, .split, .synthesis, .other,
        ]
        for seed in 0..<20 as Range<UInt64> {
            for purpose in purposes {
                add(RandomStream(seed: seed, purpose: purpose))
                for label in 0..<20 as Range<UInt64> {
                    add(RandomStream(seed: seed, purpose: purpose, label))
                    add(RandomStream(seed: seed, purpose: purpose, label, 0))
                    add(RandomStream(seed: seed, purpose: purpose, 77, label))
                }
            }
        }
        // 64 bits of 8,540 streams: a collision means that a label was lost.
        #expect(seen.count == count && count == 8_540)
    }

    @Test func uniformMoments() {
        var random = RandomStream(seed: 3)
        let values = (0..<200_000).map { _ in Double(random.nextUniform()) }
        #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
        // Five standard errors each.
        #expect(abs(mean(values) - 1 / 2) < 5 * (1.0 / 12 / 200_000).squareRoot())
        #expect(abs(mean(values.map { $0 * $0 }) - 1 / 3) < 5 * (4.0 / 45 / 200_000).squareRoot())
        let bins = values.reduce(into: [Int](repeating: 0, count: 100)) { $0[Int($1 * 100)] += 1 }
        let chiSquare = bins.reduce(0.0) { $0 + (Double($1) - 2000) * (Double($1) - 2000) / 2000 }
        #expect(chiSquare < 99 + 5 * (2 * 99.0).squareRoot())
    }

    @Test func normalMoments() {
        var random = RandomStream(seed: 4)
        let values = (0..<200_000).map { _ in Double(random.nextNormal()) }
        for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)] {
            let moment = mean(values.map { pow($0, Double(power)) })
            #expect(abs(moment - expected) < 5 * (variance / 200_000).squareRoot(), "moment \(power)")
        }
    }

    /// Streams that differ by one label only are as if drawn apart.
    @Test func neighbouringStreamsAreIndependent() {
        for (first, second) in [
            (RandomStream(seed: 1), RandomStream(seed: 2)),
            (RandomStream(seed: 1, purpose: .shuffle, 0), RandomStream(seed: 1, purpose: .shuffle, 1)),
            (RandomStream(seed: 1, purpose: .dropout), RandomStream(seed: 1, purpose: .shuffle)),
        ] {
            var (first, second) = (first, second)
            let products = (0..<50_000).map { _ in
                (Double(first.nextUniform()) - 0.5) * (Double(second.nextUniform()) - 0.5)
            }
            #expect(abs(mean(products)) < 5 * (1.0 / 144 / 50_000).squareRoot())
        }
        // The first number over many labels.
        let firsts = (0..<50_000 as Range<UInt64>).map { label in
            var random = RandomStream(seed: 9, purpose: .augmentation, 1, label)
            return Double(random.nextUniform())
        }
        #expect(abs(mean(firsts) - 0.5) < 5 * (1.0 / 12 / 50_000).squareRoot())
        let products = zip(firsts, firsts.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) }
        #expect(abs(mean(products)) < 5 * (1.0 / 144 / 50_000).squareRoot())
    }

    @Test func integersAreInTheirRange() {
        var random = RandomStream(seed: 5)
        let counts = (0..<70_000).reduce(into: [Int](repeating: 0, count: 7)) { counts, _ in
            counts[random.nextInt(below: 7)] += 1
        }
        #expect(counts.allSatisfy { abs(Double($0) - 10_000) < 5 * (70_000.0 * 6 / 49).squareRoot() }, "\(counts)")
        #expect((0..<100).allSatisfy { _ in random.nextInt(below: 1) == 0 })
        #expect((0..<100).allSatisfy { _ in random.nextInt(below: .max) >= 0 })
    }

    @Test func permutations() {
        var random = RandomStream(seed: 6)
        #expect(random.permutation(0) == [] && random.permutation(1) == [0])
        #expect(random.permutation(1000).sorted() == Array(0..<1000))
        // All six orders of three come equally often.
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 { counts[random.permutation(3), default: 0] += 1 }
        #expect(counts.count == 6 && counts.values.allSatisfy { abs($0 - 1000) < 150 }, "\(counts)")
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
