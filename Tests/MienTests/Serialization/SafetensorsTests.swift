import Foundation
import Mien
import MienTestSupport
import Testing

@Suite struct SafetensorsTests {
    private func path(_ name: String) -> String { goldenPath("safetensors/\(name).safetensors", in: .module) }

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    // MARK: - Files of the Python library

    @Test func everyElementTypeIsRead() throws {
        let file = try Safetensors(contentsOf: path("types"))
        let values = try Golden("safetensors/values.safetensors", in: .module)
        #expect(Set(file.tensors.keys) == Set(values.tensors.keys))
        for (name, tensor) in file.tensors {
            let expected = try values(name)
            #expect(tensor.shape == expected.shape && tensor.doubleScalars == expected.doubleScalars, "\(name)")
            let type: ElementType =
                name == "float64" ? .float64 : name.contains("int") || name == "bool" ? .int32 : .float32
            #expect(tensor.elementType == type, "\(name)")
        }
        #expect(file.metadata == ["note": "quoted \"text\", a \\, a\ttab and π"])
    }

    @Test func bfloat16IsRead() throws {
        let tensor = try #require(try Safetensors(contentsOf: path("bfloat16")).tensors["bfloat16"])
        #expect(tensor.scalars.prefix(4) == [1, -2.5, 3.140625, .infinity])
        #expect(abs(tensor.scalars[4] / 1e-30 - 1) < 0.01)
    }

    @Test func everyHalfIsRead() throws {
        let header = Data(#"{"x":{"dtype":"F16","shape":[65536],"data_offsets":[0,131072]}}"#.utf8)
        var file = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) } + header
        for pattern in 0...UInt16.max { withUnsafeBytes(of: pattern.littleEndian) { file.append(contentsOf: $0) } }
        try withTemporaryFolder { folder in
            try file.write(to: URL(fileURLWithPath: "\(folder)/x"))
            let read = try #require(try Safetensors(contentsOf: "\(folder)/x").tensors["x"]).scalars
            for (pattern, value) in zip(0...UInt16.max, read) {
                // By definition: the conversion of the standard library flushes denormals on threads that do.
                let (exponent, fraction) = (Int(pattern >> 10 & 31), Float(pattern & 1023))
                let magnitude: Float =
                    switch exponent {
                    case 0: fraction * 0x1p-24
                    case 31: fraction == 0 ? .infinity : .nan
                    default: Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
                    }
                let expected = pattern < 0x8000 ? magnitude : -magnitude
                #expect(value.bitPattern == expected.bitPattern || value.isNaN && expected.isNaN, "\(pattern)")
            }
        }
    }

    @Test func filesAreTheSameToTheByte() throws {
        let read = try Safetensors(contentsOf: path("same"))
        #expect(read.tensors["naïve \"name\"\n"] != nil)
        #expect(read.tensors["empty"]?.shape == [2, 0] && read.tensors["scalar"]?.shape == [])
        try withTemporaryFolder { folder in
            let file = "\(folder)/written.safetensors"
            try read.write(to: file)
            #expect(try bytes(file) == bytes(path("same")))

            try Safetensors(read.tensors).write(to: file)
            #expect(try bytes(file) == bytes(path("same-plain")))

            let single = read.tensors.filter { $0.value.elementType == .float32 }
            try Safetensors(single).write(to: file, precision: .half)
            #expect(try bytes(file) == bytes(path("same-half")))

            try Safetensors([:]).write(to: file)
            #expect(try bytes(file) == bytes(path("nothing")))
        }
        #expect(try Safetensors(contentsOf: path("nothing")).tensors.isEmpty)
    }

    // MARK: - There and back

    @Test func viewsAndSpecialNumbersSurvive() throws {
        let tensors = [
            "view": Tensor.range(0, 6).reshaped([2, 3]).transposed()[(0...).by(-1)],
            "special": Tensor([.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]),
            "double": Tensor(float64: [.pi, -0.0, .leastNonzeroMagnitude], shape: [3, 1]),
            "integers": Tensor(int32: [.min, .max, 0]), "": Tensor(1), "__metadata": Tensor(2),
        ]
        try withTemporaryFolder { folder in
            try Safetensors(tensors, metadata: ["b": "2", "a": "1\u{1f}", "π": ""]).write(to: "\(folder)/x")
            let read = try Safetensors(contentsOf: "\(folder)/x")
            #expect(read.tensors.keys.sorted() == tensors.keys.sorted())
            for (name, tensor) in tensors { expectSameBits(read.tensors[name] ?? Tensor(0), tensor, name) }
            #expect(read.metadata == ["b": "2", "a": "1\u{1f}", "π": ""])
        }
    }

    @Test func halfPrecisionRoundsToNearest() throws {
        try withTemporaryFolder { folder in
            let x = Tensor([1 + 0x1p-11, 1 + 0x1.8p-10, 65504, 65520, 1e-8, 0.1])
            try Safetensors(["x": x, "n": Tensor(int32: [70_000])]).write(to: "\(folder)/x", precision: .half)
            let read = try Safetensors(contentsOf: "\(folder)/x").tensors
            #expect(read["x"]?.scalars == [1, 1 + 0x1p-9, 65504, .infinity, 0, 0.099_975_586])
            #expect(read["n"]?.int32Scalars == [70_000])
        }
    }

    // MARK: - Whole or not at all

    @Test func aFailedWriteLeavesEverythingAsItWas() throws {
        try withTemporaryFolder { folder in
            let file = Safetensors(["x": Tensor([1])])
            #expect(throws: SerializationError.self) { try file.write(to: "\(folder)/missing/x.safetensors") }
            try FileManager.default.createDirectory(atPath: "\(folder)/taken", withIntermediateDirectories: false)
            do throws(SerializationError) {
                try file.write(to: "\(folder)/taken")
                Issue.record("a folder was written over")
            } catch {
                #expect(error == .cannotWrite(file: "\(folder)/taken", reason: "Is a directory"))
                #expect(
                    "\(error)"
                        == "\(folder)/taken: cannot be written: Is a directory. Nothing was changed; make room or "
                        + "choose another folder.")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["taken"])
        }
    }

    @Test func anExistingFileIsReplacedWhole() throws {
        try withTemporaryFolder { folder in
            try Safetensors(["x": Tensor.zeros([1000])]).write(to: "\(folder)/x")
            try Safetensors(["y": Tensor([1])]).write(to: "\(folder)/x")
            #expect(try Safetensors(contentsOf: "\(folder)/x").tensors.keys.sorted() == ["y"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x"])
        }
    }
}
