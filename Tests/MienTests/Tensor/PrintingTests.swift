import Mien
import Testing

@Suite struct PrintingTests {
    @Test func scalars() {
        #expect("\(Tensor(2.5))" == "2.5000 Tensor [] float32")
        #expect("\(Tensor(int32: [-7], shape: []))" == "-7 Tensor [] int32")
        #expect("\(Tensor(float64: [-0.5], shape: []))" == "-0.5000 Tensor [] float64")
    }

    @Test func vectorsAndMatrices() {
        #expect("\(Tensor([1, -2, 30]))" == "[ 1.0000, -2.0000, 30.0000]\nTensor [3] float32")
        #expect(
            "\(Tensor([[1, 2], [-3, 4]]))" == """
                [[ 1.0000,  2.0000],
                 [-3.0000,  4.0000]]
                Tensor [2, 2] float32
                """)
        #expect("\(Tensor(int32: [1, 20, -3]))" == "[ 1, 20, -3]\nTensor [3] int32")
    }

    @Test func threeAxesAreApart() {
        #expect(
            "\(Tensor([[[1, 2]], [[3, 4]]]))" == """
                [[[1.0000, 2.0000]],

                 [[3.0000, 4.0000]]]
                Tensor [2, 1, 2] float32
                """)
    }

    @Test func longAxesAreCut() {
        #expect(
            "\(Tensor.range(0, 11, .int32))" == "[ 0,  1,  2, …,  8,  9, 10]\nTensor [11] int32")
        #expect("\(Tensor.range(0, 10, .int32))" == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]\nTensor [10] int32")
        #expect(
            "\(Tensor.range(0, 240, .int32).reshaped([12, 20]))" == """
                [[  0,   1,   2, …,  17,  18,  19],
                 [ 20,  21,  22, …,  37,  38,  39],
                 [ 40,  41,  42, …,  57,  58,  59],
                 …,
                 [180, 181, 182, …, 197, 198, 199],
                 [200, 201, 202, …, 217, 218, 219],
                 [220, 221, 222, …, 237, 238, 239]]
                Tensor [12, 20] int32
                """)
    }

    @Test func veryLargeAndVerySmallNumbersHaveExponents() {
        #expect("\(Tensor([1, 1e5]))" == "[1.0000e+00, 1.0000e+05]\nTensor [2] float32")
        #expect("\(Tensor([0, -1.5e-5]))" == "[ 0.0000e+00, -1.5000e-05]\nTensor [2] float32")
        #expect("\(Tensor([3.4e38]))" == "[3.4000e+38]\nTensor [1] float32")
        #expect("\(Tensor(float64: [9.99999e-300], shape: [1]))" == "[1.0000e-299]\nTensor [1] float64")
        #expect("\(Tensor([99_999, 0.0001]))" == "[99999.0000,     0.0001]\nTensor [2] float32")
    }

    @Test func rounding() {
        #expect("\(Tensor([0.00004, -0.00004]) + 1)" == "[1.0000, 1.0000]\nTensor [2] float32")
        #expect("\(Tensor([1, -0.99996]))" == "[ 1.0000, -1.0000]\nTensor [2] float32")
        #expect("\(Tensor([-0.0]))" == "[0.0000]\nTensor [1] float32")
    }

    @Test func whatIsNoNumber() {
        #expect("\(Tensor([.nan, .infinity, -.infinity, 1]))" == "[   nan,    inf,   -inf, 1.0000]\nTensor [4] float32")
    }

    @Test func emptyTensors() {
        #expect("\(Tensor.zeros([0]))" == "[] Tensor [0] float32")
        #expect("\(Tensor.zeros([3, 0, 2], .int32))" == "[] Tensor [3, 0, 2] int32")
    }

    @Test func viewsPrintAsWhatTheyShow() {
        let x = Tensor([[1, 2], [3, 4]])
        #expect("\(x.transposed())" == "[[1.0000, 3.0000],\n [2.0000, 4.0000]]\nTensor [2, 2] float32")
        #expect(
            "\(x[0..., 1].broadcast(to: [2, 2]))" == "[[2.0000, 4.0000],\n [2.0000, 4.0000]]\nTensor [2, 2] float32")
    }
}
