import Foundation
import Mien
import Testing

@Suite struct InstructionSetTests {
    @Test func theHighestIsUsedUnlessALowerOneIsAskedFor() {
        #expect(InstructionSet.choose(nil, from: [.baseline, .avx2, .avx512]).set == .avx512)
        #expect(InstructionSet.choose("", from: [.baseline, .avx2]).set == .avx2)
        let (set, complaint) = InstructionSet.choose("baseline", from: [.baseline, .avx2])
        #expect(set == .baseline && complaint == nil)
    }

    @Test(arguments: ["avx512", "avx1024", "AVX2"]) func aWishThatCannotBeMetIsToldOf(_ wish: String) {
        let (set, complaint) = InstructionSet.choose(wish, from: [.baseline, .avx2])
        #expect(set == .avx2)
        #expect(
            complaint
                == "MIEN_INSTRUCTIONS is \(wish) in the environment; this program has on this machine: baseline, avx2.")
    }

    @Test func theBaselineIsEverywhere() { #expect(InstructionSet.available.first == .baseline) }

    /// In processes of their own: a program chooses once.
    @Test(arguments: InstructionSet.available) func theEnvironmentDecides(_ set: InstructionSet) async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            [name = set.rawValue as String] in
            setenv("MIEN_INSTRUCTIONS", name, 1)
            #expect(Runtime.instructionSet.rawValue == name)
        }
        #expect(String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).contains("MIEN_") == false)
    }

    @Test func theComplaintIsPrintedOnce() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            setenv("MIEN_INSTRUCTIONS", "sse9", 1)
            #expect((Tensor([1, 2]) + 1).scalars == [2, 3])
            #expect(Runtime.instructionSet == InstructionSet.available.last)
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.components(separatedBy: "MIEN_INSTRUCTIONS is sse9").count == 2)
    }
}
