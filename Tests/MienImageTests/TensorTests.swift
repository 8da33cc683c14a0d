import Mien
import MienImage
import Testing

struct TensorTests {
    @Test("An image is a tensor of its height, width and channels, and back")
    func roundTrip() {
        for channels in 1...4 {
            let image = picture(width: 9, height: 4, channels: channels)
            let tensor = image.tensor()
            #expect(tensor.shape == [4, 9, channels])
            #expect(tensor.scalars == fractions(of: image))
            #expect(Image(tensor) == image)
        }
    }

    @Test func values() {
        let deep = Image(width: 3, height: 1, channels: 1, samples: [0, 13_107, 65_535] as [UInt16])
        #expect(deep.tensor().scalars == [0, 0.2, 1])
        let wild = Tensor([-1, 0.001, 0.499, 0.501, 7, .nan, .infinity, -.infinity], shape: [2, 2, 2])
        #expect(Image(wild).samples == .eightBit([0, 0, 127, 128, 255, 0, 255, 0]))
    }

    @Test("An augmented image is the tensor of the augmented samples, without alpha")
    func augmentation() {
        let augmentation = Augmentation(horizontalFlip: 1, rotation: 10)
        for channels in 1...4 {
            let image = picture(width: 8, height: 6, channels: channels)
            let plain = channels < 3 ? image.grayscale() : image.rgb()
            var first = RandomStream(seed: 1, purpose: .augmentation, 0, 4)
            var second = first
            let tensor = augmentation.apply(to: image, random: &first)
            let samples = augmentation.apply(
                to: plain.bytes[...], width: 8, height: 6, channels: plain.channels, random: &second)
            #expect(tensor.shape == [6, 8, plain.channels])
            #expect(tensor.scalars == samples)
        }
    }
}
