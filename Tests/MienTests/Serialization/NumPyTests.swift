import Foundation
import Mien
import MienTestSupport
import Testing

/// Files that NumPy wrote, and Mien's own.
@Suite struct NumPyTests {
    private static let arrays = [
        "float32", "float64", "int32", "scalar", "vector", "empty", "long", "float16", "int64", "uint64", "uint32",
        "int16", "uint16", "int8", "uint8", "bool", "columns", "big", "big64",
    ]

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

    private func path(_ name: String) -> String { goldenPath("numpy/\(name)", in: .module) }

    private func expectValues(_ found: Tensor, _ name: String) throws {
        let golden = try Golden("numpy/values.safetensors", in: .module)
        let expected = try golden(name)
        #expect(found.shape == expected.shape, "\(name)")
        #expect(found.doubleScalars == expected.doubleScalars, "\(name)")
    }

    @Test(arguments: arrays) func readsEveryType(_ name: String) throws {
        let tensor = try NPY(contentsOf: path("\(name).npy")).tensor
        try expectValues(tensor, name)
        let reals: [String: ElementType] = ["float64": .float64]
        let integers = ["int", "uint", "bool", "big64"]
        let expected = reals[name] ?? (integers.contains { name.hasPrefix($0) } ? .int32 : .float32)
        #expect(tensor.elementType == expected)
    }

    @Test func readsVersionTwo() throws {
        try expectValues(NPY(contentsOf: path("version2.npy")).tensor, "float32")
    }

    @Test(arguments: ["float32", "float64", "int32", "scalar", "vector", "empty", "long"])
    func writesTheSameBytes(_ name: String) throws {
        try withTemporaryFolder { folder in
            try NPY(NPY(contentsOf: path("\(name).npy")).tensor).write(to: "\(folder)/x.npy")
            #expect(try bytes("\(folder)/x.npy") == bytes(path("\(name).npy")))
        }
    }

    @Test(arguments: ["stored.npz", "deflated.npz"]) func readsArchives(_ name: String) throws {
        let tensors = try NPZ(contentsOf: path(name)).tensors
        for array in Self.arrays { try expectValues(tensors[array] ?? Tensor(0), array) }
        guard name == "deflated.npz" else { return }
        #expect(tensors.count == Self.arrays.count + 2)
        #expect(tensors["rising"]?.shape == [60, 100])
        #expect(tensors["rising"]?.scalars == (0..<6000).map { Float($0 % 97) })
        #expect(tensors["noise"]?.count == 300)
    }

    @Test func archivesGoThroughAFileUnchanged() throws {
        try withTemporaryFolder { folder in
            let tensors = [
                "b": randomTensor([3, 4]), "a.weight": randomTensor([2], seed: 1, -1, 1, .float64),
                "naïve name": randomIntegers([2, 2]), "transposed": randomTensor([3, 2]).transposed(),
            ]
            try NPZ(tensors).write(to: "\(folder)/x.npz")
            let found = try NPZ(contentsOf: "\(folder)/x.npz").tensors
            #expect(found.count == 4)
            for (name, tensor) in tensors { expectSameBits(found[name] ?? Tensor(0), tensor.contiguous, name) }
            let first = try bytes("\(folder)/x.npz")
            try NPZ(found).write(to: "\(folder)/y.npz")
            #expect(try bytes("\(folder)/y.npz") == first)
        }
        #expect(try NPZ(contentsOf: path("nothing.npz")).tensors.isEmpty)
    }

    @Test func errorsOfPlaces() {
        #expect(throws: SerializationError.missingFile(file: "/no/such.npy")) { try NPY(contentsOf: "/no/such.npy") }
        #expect(throws: SerializationError.missingFile(file: "/no/such.npz")) { try NPZ(contentsOf: "/no/such.npz") }
        #expect(throws: SerializationError.self) { try NPY(Tensor(1)).write(to: "/no/such/x.npy") }
        #expect(throws: SerializationError.self) { try NPZ([:]).write(to: "/no/such/x.npz") }
        #expect(throws: SerializationError.self) { try NPY(contentsOf: "/dev/null") }
    }
}

/// Files that are not what they claim: each gives its error and stops nothing.
@Suite struct HostileNumPyTests {
    private func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: goldenPath("numpy/\(name)", in: .module))))
    }

    /// The error of reading `bytes`; nil if they could be read.
    private func error(_ bytes: [UInt8], isArchive: Bool) throws -> SerializationError? {
        try withTemporaryFolder { folder -> SerializationError? in
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/x"))
            do throws(SerializationError) {
                if isArchive { _ = try NPZ(contentsOf: "\(folder)/x") } else { _ = try NPY(contentsOf: "\(folder)/x") }
                return nil
            } catch {
                #expect("\(error)".hasPrefix("\(folder)/x"))
                return error
            }
        }
    }

    private func npy(_ header: String, version: UInt8 = 1, data: Int = 0) -> [UInt8] {
        let text = Array(header.utf8)
        return [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)] + text
            + [UInt8](repeating: 0, count: data)
    }

    private func fields(_ descriptor: String = "'<f4'", _ order: String = "False", _ shape: String = "(2,)") -> String {
        "{'descr': \(descriptor), 'fortran_order': \(order), 'shape': \(shape), }\n"
    }

    @Test func theHelpersMakeGoodFiles() throws {
        #expect(try error(npy(fields(), data: 8), isArchive: false) == nil)
        let other = "{\"shape\":(2L,1),'descr':\"|u1\",'fortran_order':True}"
        #expect(try error(npy(other, data: 2), isArchive: false) == nil)
    }

    @Test(arguments: ["float32.npy", "columns.npy", "stored.npz", "deflated.npz"])
    func filesCutShort(_ name: String) throws {
        let whole = try bytes(name)
        // Of the archives every seventh length: each is some thousand bytes.
        for count in stride(from: 0, to: whole.count, by: name.hasSuffix("z") ? 7 : 1) {
            let found = try error(Array(whole.prefix(count)), isArchive: name.hasSuffix("z"))
            #expect(found != nil, "\(count) bytes")
        }
    }

    /// A changed byte is found, by the checksum at the latest, or changes nothing that is read.
    @Test(arguments: ["float32.npy", "deflated.npz"]) func changedBytes(_ name: String) throws {
        let whole = try bytes(name)
        var random = RandomStream(seed: 1)
        var refused = 0
        for round in 0..<600 {
            var changed = whole
            let place = random.nextInt(below: name.hasSuffix("z") ? whole.count : 128)
            changed[place] = round % 2 == 0 ? UInt8(random.nextInt(below: 256)) : changed[place] ^ 1 << UInt8(round % 8)
            if try error(changed, isArchive: name.hasSuffix("z")) != nil { refused += 1 }
        }
        #expect(refused > 200)
    }

    @Test(
        arguments: [
            "", "{", "}", "{}", "[]", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2.5,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True}",
            "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4611686018427387904)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4611686018427387904, 4611686018427387904)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", String(repeating: "{", count: 9000),
            "{'descr': '<f4', 'fortran_order': False, 'shape': (" + String(repeating: "(", count: 5000),
        ]) func badHeaders(_ header: String) throws
    {
        let found = try error(npy(header, data: 8), isArchive: false)
        guard case .badHeader = found else {
            Issue.record("\(header.prefix(90)): \(found.map { "\($0)" } ?? "read")")
            return
        }
    }

    @Test(arguments: ["'<c8'", "'|O'", "'<U3'", "'<f16'", "'<M8[ns]'", "'f4'", "''", "[('a', '<f4')]", "'xf4'"])
    func unknownTypes(_ descriptor: String) throws {
        let found = try error(npy(fields(descriptor), data: 8), isArchive: false)
        guard case .unknownType = found else {
            Issue.record("\(descriptor): \(found.map { "\($0)" } ?? "read")")
            return
        }
    }

    @Test func otherFiles() throws {
        #expect(try error(npy(fields(), version: 9, data: 8), isArchive: false) != nil)
        #expect(try error(npy(fields("'<f4'", "False", "(3,)"), data: 8), isArchive: false) != nil)
        #expect(try error([UInt8](repeating: 0x93, count: 100), isArchive: false) != nil)
        #expect(try error([UInt8](repeating: 0, count: 100), isArchive: true) != nil)
        #expect(try error(Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0xFF, count: 18), isArchive: true) != nil)
        #expect(try error(bytes("float32.npy"), isArchive: true) != nil)
        #expect(try error(bytes("stored.npz"), isArchive: false) != nil)
        // A number that int32 does not hold.
        var large = npy(fields("'<i8'", "False", "(1,)"), data: 8)
        large[large.count - 1] = 1
        #expect(try error(large, isArchive: false) != nil)
    }
}
