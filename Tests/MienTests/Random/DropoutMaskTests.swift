import Mien
import MienKernels
import Testing

@Suite("Dropout masks")
struct DropoutMaskTests {
    @Test("Are decided by Philox's words, whatever part is asked for", arguments: [1, 4, 63, 64, 65, 1000])
    func followPhilox(count: Int) {
        let (key, call): (UInt64, UInt64) = (0x0123_4567_89AB_CDEF, 0xFFFF_FFFF_0000_0007)
        // Where the lower half of the counter runs over.
        let first = 4 * (1 << 32) - 128
        var mask = [Float](repeating: .nan, count: count)
        mask.withUnsafeMutableBufferPointer { mask in
            kernels.dropoutMask(
                key: key, call: call, elements: first..<(first + count), rate: 0.3, into: mask.baseAddress! - first)
        }
        for index in 0..<count {
            let element = first + index
            let word = Philox(key: key).block(UInt64(element / 4), call)[element % 4]
            #expect(mask[index] == (uniform(word) < 0.3 ? 0 : 1 / 0.7), "\(index)")
        }
    }
}
