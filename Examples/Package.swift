// swift-tools-version: 6.1
import PackageDescription

// Each example is a short program that checks its own result and fails if it is wrong.
let package = Package(
    name: "Examples",
    dependencies: [.package(name: "Mien", path: "..")],
    targets: [
        .executableTarget(name: "01-first-network", dependencies: [.product(name: "MienTraining", package: "Mien")])
    ],
    swiftLanguageModes: [.v6]
)
