import Foundation
import MienTraining
import Testing

@Suite("Numbers as text")
struct FormattingTests {
    @Test(arguments: [
        0, -0.0, 1, 0.5, 1.5, 2.5, 0.125, 0.375, 0.005, 0.015, 1.005, 2.675, 0.1, 1.0 / 3, 2.0 / 3, 0.999, 0.9999999,
        9.995, 123456.789, 1e15 + 0.3, 999_999_999_999_999_872, -1.25, -0.001, 1e-10, 5e-300, .leastNonzeroMagnitude,
        0.049999999999999996,
    ])
    func asPrintfWritesIt(_ number: Double) {
        for decimals in [0, 1, 2, 3, 5, 10, 20] {
            #expect(number.fixed(decimals) == String(format: "%.\(decimals)f", number))
        }
    }

    @Test func randomNumbers() {
        var bits: UInt64 = 1
        for index in 0..<2000 {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = (Double(bits >> 11) * 0x1p-52 - 1) * pow(10, Double(index % 24 - 8))
            for decimals in [0, 2, 4, 17] {
                #expect(number.fixed(decimals) == String(format: "%.\(decimals)f", number))
            }
        }
    }

    @Test func notNumbers() {
        #expect(Double.nan.fixed(2) == "nan" && (-Double.nan).fixed(2) == "nan" && (-Double.nan).plain == "nan")
        #expect((-Double.infinity).fixed(2) == "-inf")
    }

    @Test func padding() {
        #expect("äb".leftPadded(to: 4) == "  äb")
        #expect("abcde".leftPadded(to: 4) == "abcde")
    }
}
