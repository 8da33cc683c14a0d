import Foundation
import Mien
import MienKernels
import Testing

@Suite("Exponential and hyperbolic tangent")
struct FunctionTests {
    /// From below the least normal number to above the greatest, densely.
    private static let numbers: [Float] =
        stride(from: -110 as Float, through: 110, by: 0.007_3).map { $0 }
        + stride(from: -1 as Float, through: 1, by: 1e-4).map { $0 } + [0, -0.0, 1e-30, -1e-30, 0.624_999, 0.625_001]

    @Test("The exponential is right to two units in the last place")
    func exponential() {
        for x in Self.numbers {
            let (value, exact) = (Float.exp(x), Foundation.exp(Double(x)))
            if exact < 1.2e-38 {
                #expect(value == 0 || abs(Double(value) / exact - 1) < 1e-2, "\(x)")
            } else if exact > 3.402_823_4e38 {
                #expect(value == .infinity, "\(x)")
            } else {
                #expect(abs(Double(value) / exact - 1) < 2.4e-7, "\(x): \(value), \(exact)")
            }
        }
        #expect(Float.exp(.infinity) == .infinity && Float.exp(-.infinity) == 0 && Float.exp(.nan).isNaN)
    }

    @Test("The hyperbolic tangent is right to two units in the last place")
    func hyperbolicTangent() {
        for x in Self.numbers where x != 0 {
            let (value, exact) = (Float.tanh(x), Foundation.tanh(Double(x)))
            #expect(abs(Double(value) / exact - 1) < 2.4e-7, "\(x): \(value), \(exact)")
        }
        #expect(Float.tanh(0) == 0 && Float.tanh(.infinity) == 1 && Float.tanh(-.infinity) == -1)
        #expect(Float.tanh(.nan).isNaN)
    }
}
