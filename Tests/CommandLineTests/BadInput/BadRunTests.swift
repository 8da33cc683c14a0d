import Foundation
import Mien
import Testing

/// Run folders that no run can be begun in, or go on from.
struct BadRunTests {
    static let resume = "face train --resume run"

    static let refusals: [Refusal] = [
        Refusal("face train --out run", 74, "run is not empty", "resume the one that is there") {
            try $0.write("run/config.json", "{}")
        },
        // Told before the data are read.
        Refusal("face train --data nowhere --out run", 74, "run is not empty") { try $0.write("run/a", "") },
        Refusal("face train --data nowhere --out file/run", 74, "file/run cannot be written: Not a directory") {
            try $0.write("file", "in the way")
        },
        Refusal("face train --data nowhere --out file", 74, "file cannot be written: Not a directory") {
            try $0.write("file", "in the way")
        },
        Refusal(resume, 66, "run holds no run that can go on: there is no config.json in it"),
        Refusal(resume, 66, "run holds no run that can go on: there is no config.json in it") {
            try $0.makeFolder("run")
        },
        Refusal(resume, 65, "run/config.json is damaged") { try $0.write("run/config.json", "{\"recipe\": 3") },
        Refusal(resume, 65, "run/config.json is damaged: recipe") { try $0.write("run/config.json", "{}") },
        changed("config.json", "epochs is 0, where a number from 1") {
            $0.replacing("\"epochs\" : 1", with: "\"epochs\" : 0")
        },
        changed("config.json", "The recipe reference tells apart angry, angry", "in this order") {
            $0.replacing("\"disgust\"", with: "\"angry\"")
        },
        changed("config.json", "run/last/state.json belongs to another training: the seed is 1 there and 2 here") {
            $0.replacing("\"seed\" : 1", with: "\"seed\" : 2")
        },
        changed("last/state.json", "run/last/state.json is damaged") { String($0.prefix(100)) },
        changed("last/state.json", "run/last/state.json is damaged", "contradict each other") {
            $0.replacing("\"epoch\":1", with: "\"epoch\":5")
        },
        changed("last/callbacks.json", "run/last/callbacks.json is damaged") { _ in "[" },
        Refusal(resume, 65, "run/last/model.safetensors", "features.0.bias") {
            try copyRun(to: $0)
            try FileManager.default.removeItem(atPath: "\($0.path)/run/last/model.safetensors")
            try Safetensors(["w": Tensor([1, 2])]).write(to: "\($0.path)/run/last/model.safetensors")
        },
        Refusal(resume, 66, "run/last/optimizer.safetensors: no such file") {
            try copyRun(to: $0)
            try FileManager.default.removeItem(atPath: "\($0.path)/run/last/optimizer.safetensors")
        },
    ]

    @Test(arguments: refusals) func refusal(_ refusal: Refusal) throws { try refusal.check() }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func folderWithoutPermission() throws {
        try Refusal("face train --data {data} --out closed/run", 74, "closed/run cannot be written: Permission denied")
        {
            try $0.makeFolder("closed")
            try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: "\($0.path)/closed")
        }.check()
    }

    /// Resumes the sample's run with one file of it changed.
    private static func changed(
        _ file: String, _ says: String..., change: @escaping @Sendable (String) -> String
    ) -> Refusal {
        var refusal = Refusal(resume, 65) {
            try copyRun(to: $0)
            let text = String(decoding: try $0.bytes(of: "run/\(file)"), as: UTF8.self)
            try #require(change(text) != text, "nothing was changed")
            try $0.write("run/\(file)", change(text))
        }
        refusal.says = says
        return refusal
    }

    private static func copyRun(to folder: Folder) throws { try folder.copy(Sample.shared.run, to: "run") }
}
